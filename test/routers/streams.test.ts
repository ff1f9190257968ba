import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, it } from "vitest";
import { isSignedIn } from "../../server/auth/is-signed-in.ts";
import { guardStream } from "../../server/guard-stream.ts";
import { factories } from "../factories.ts";
import { openApp } from "./open-app.ts";
import { openApi } from "./support.ts";

const server = await openApp();
const { pool } = server;
const api = await openApi();

it("holds a sign-in for the role that it began with, while the account is open", async () => {
  const { id } = await server.signIn("operator");
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM staff.sessions WHERE user_id = $1",
    [id],
  );
  const holds = () => isSignedIn(pool, { id: rows[0]?.id ?? "", expiresAt: "" }, "operator");
  expect(await holds()).toBe(true);
  await pool.query("UPDATE staff.accounts SET role = 'support' WHERE id = $1", [id]);
  expect(await holds()).toBe(false);
  await pool.query("UPDATE staff.accounts SET role = 'operator', banned = true WHERE id = $1", [
    id,
  ]);
  expect(await holds()).toBe(false);
});

async function* forever() {
  for (;;) yield await Promise.resolve(1);
}

it("keeps at most 20 streams open a session, and makes room when one ends", async () => {
  const context = { ...api.contextOf("admin"), isSignedIn: async () => true };
  const session = { id: randomUUID(), expiresAt: "" };
  const open = async (of = session) => {
    const stream = guardStream(forever(), context, of);
    const iterator = (stream as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    await iterator.next();
    return iterator;
  };
  const streams = await Promise.all(Array.from({ length: 20 }, () => open()));
  await expect(open()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  await open({ ...session, id: randomUUID() });
  await streams[0]?.return?.();
  await open();
});

it("ends a stream whose account has another role by now, and opens no 21st", async () => {
  const { app, database, post, signIn } = server;
  const { id, cookie } = await signIn("compliance");
  const headers = { cookie };
  const holder = new pg.Client({ connectionString: database.superUrl });
  await holder.connect();
  const call = async (path: string, json: object) => {
    const answer = await post(`/trpc/${path}`, { json }, headers);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json().result.data.json;
  };
  const user = await factories(pool).user();
  const preview = encodeURIComponent(JSON.stringify({ json: { entity: "users", key: user.id } }));
  const { total } = (
    await server.ask(`/trpc/records.deletePreview?input=${preview}`, { headers })
  ).json().result.data.json;
  // The deletion waits for a lock, so that its streams stay open.
  await holder.query("BEGIN");
  await holder.query("SELECT FROM users WHERE id = $1 FOR UPDATE", [user.id]);
  const act = { entity: "users", key: user.id, reason: "a test", expectedTotal: total };
  const { jobId } = await call("records.delete", act);
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  const input = encodeURIComponent(JSON.stringify({ json: { jobId } }));
  const watch = () => fetch(`${origin}/trpc/jobs.watch?input=${input}`, { headers });
  const streams = await Promise.all(Array.from({ length: 20 }, watch));
  await sleep(200);
  expect(await (await watch()).text()).toContain("TOO_MANY");
  await pool.query("UPDATE staff.accounts SET role = 'support' WHERE id = $1", [id]);
  const texts = await Promise.all(streams.map((stream) => stream.text()));
  for (const text of texts) expect(text).toMatch(/"state":"running"[\s\S]*UNAUTHORIZED/);
  await holder.query("ROLLBACK");
  await holder.end();
}, 40_000);

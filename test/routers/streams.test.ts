import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { isSignedIn } from "../../server/auth/is-signed-in.ts";
import { guardStream } from "../../server/guard-stream.ts";
import { openApp } from "./open-app.ts";
import { openApi } from "./support.ts";

const { pool, signIn } = await openApp();
const api = await openApi();

it("holds a sign-in for the role that it began with, while the account is open", async () => {
  const { id } = await signIn("operator");
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

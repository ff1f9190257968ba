import { setTimeout as sleep } from "node:timers/promises";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import pg from "pg";
import superjson from "superjson";
import { afterAll, expect, it } from "vitest";
import { createApp } from "../../server/app.ts";
import { createDemoAccounts } from "../../server/auth/demo.ts";
import { parseEnv } from "../../server/env.ts";
import type { AppRouter } from "../../server/routers/index.ts";
import { demoAccounts } from "../../server/seed/demo-accounts.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";
import type { Role } from "../../shared/permissions.ts";
import { factories } from "../factories.ts";
import { createDatabase } from "../setup/database.ts";

const database = await createDatabase();
const pool = openPool({ url: database.consoleUrl });
await createDemoAccounts(pool);
const secret = "0123456789abcdef0123456789abcdef";
const env = parseEnv({
  NODE_ENV: "test",
  AUTH_SECRET: secret,
  LOG_LEVEL: "silent",
  TRUST_PROXY: "true",
});
const { app, close } = await createApp({ env, databaseUrl: database.consoleUrl, dev: false });
const origin = await app.listen({ port: 0, host: "127.0.0.1" });
let closed: Promise<void> | undefined;

afterAll(async () => {
  await (closed ?? close());
  await pool.end();
  await database[Symbol.asyncDispose]();
});

let address = 0;

/** Each call comes from an address of its own, as people's do. */
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": `10.0.0.${++address}`,
      origin,
      ...headers,
    },
  });

async function signIn(role: Role): Promise<string> {
  const account = demoAccounts.find((demo) => demo.role === role);
  const response = await post("/api/auth/sign-in/email", account);
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const me = (cookie: string) => fetch(`${origin}/trpc/session.me`, { headers: { cookie } });

it("signs in with a cookie that no script reads, and answers with no token", async () => {
  const response = await post("/api/auth/sign-in/email", demoAccounts[0]);
  expect(response.headers.getSetCookie()[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict/);
  expect(await response.text()).not.toContain("token");
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const answer = await (await me(cookie)).json();
  expect(answer.result.data.json).toMatchObject({
    account: { role: "support", name: "Samir Okafor" },
    permissions: expect.arrayContaining(["users.read"]),
  });
  expect(answer.result.data.json.permissions).not.toContain("audit.read");
});

it("refuses a wrong password, an unknown e-mail and signing up", async () => {
  const wrong = { email: "admin@bellamy.example", password: "demo-wrong" };
  expect((await post("/api/auth/sign-in/email", wrong)).status).toBe(401);
  const nobody = { email: "nobody@bellamy.example", password: "demo-wrong" };
  expect((await post("/api/auth/sign-in/email", nobody)).status).toBe(401);
  const fresh = { ...nobody, name: "Nobody" };
  expect((await post("/api/auth/sign-up/email", fresh)).status).toBe(404);
});

it("slows down who tries passwords, and says for how long", async () => {
  const headers = { "x-forwarded-for": "10.9.9.9" };
  const wrong = { email: "admin@bellamy.example", password: "demo-wrong" };
  const answers = [];
  for (let n = 0; n < 11; n++) answers.push(await post("/api/auth/sign-in/email", wrong, headers));
  expect(answers.map(({ status }) => status).indexOf(429)).toBe(10);
  expect(answers[10]?.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await answers[10]?.json()).toMatchObject({ code: "TOO_MANY" });
});

it("refuses a change that another site's page sends", async () => {
  const cookie = await signIn("admin");
  for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }]) {
    const call = await post("/trpc/jobs.cancel", { json: {} }, { cookie, ...headers });
    expect(call.status).toBe(403);
    expect((await call.json()).error.json.data.app.code).toBe("FORBIDDEN");
    const out = await post("/api/auth/sign-out", {}, { cookie, ...headers });
    expect(out.status).toBe(403);
  }
  const own = await post("/trpc/jobs.cancel", { json: {} }, { cookie });
  expect(own.status).toBe(400);
});

it("lets nobody raise a role, and an admin give one, which is logged as theirs", async () => {
  const [support, admin] = [await signIn("support"), await signIn("admin")];
  const { account } = (await (await me(support)).json()).result.data.json;
  const raise = { userId: account.id, role: "operator" };
  expect((await post("/api/auth/admin/set-role", raise, { cookie: support })).status).toBe(403);
  expect((await post("/api/auth/admin/set-role", raise, { cookie: admin })).status).toBe(200);
  const adminId = (await (await me(admin)).json()).result.data.json.account.id;
  const { rows } = await pool.query(
    `SELECT e.actor_kind, e.actor, e.attributed, l.role AS before FROM log.staff_accounts l
    JOIN log.event e ON e.sequence = l.event WHERE l.id = $1 AND 'role' = ANY(l.changed)`,
    [account.id],
  );
  expect(rows).toEqual([
    { actor_kind: "staff", actor: adminId, attributed: true, before: "support" },
  ]);
  const back = { ...raise, role: "support" };
  expect((await post("/api/auth/admin/set-role", back, { cookie: admin })).status).toBe(200);
});

it("closes an account at once, and it cannot sign in again", async () => {
  const [operator, admin] = [await signIn("operator"), await signIn("admin")];
  const { id } = (await (await me(operator)).json()).result.data.json.account;
  const ban = { userId: id, banReason: "left" };
  expect((await post("/api/auth/admin/ban-user", ban, { cookie: admin })).status).toBe(200);
  expect((await me(operator)).status).toBe(401);
  const account = demoAccounts.find(({ role }) => role === "operator");
  expect((await post("/api/auth/sign-in/email", account)).status).toBe(403);
});

it("signs out everywhere", async () => {
  const [here, there] = [await signIn("compliance"), await signIn("compliance")];
  const out = await post("/api/auth/revoke-sessions", {}, { cookie: here });
  expect(out.status).toBe(200);
  expect((await me(here)).status).toBe(401);
  expect((await me(there)).status).toBe(401);
});

it("gives every answer its request's id, in the error too", async () => {
  const response = await me("");
  const id = response.headers.get("x-request-id");
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect((await response.json()).error.json.data.app).toEqual({
    code: "UNAUTHORIZED",
    requestId: id,
  });
});

it("takes at most 20 calls in a batch and 1 MB in a body", async () => {
  const cookie = await signIn("admin");
  const batch = (n: number) =>
    fetch(`${origin}/trpc/${Array(n).fill("session.me").join(",")}?batch=1&input={}`, {
      headers: { cookie },
    });
  expect((await batch(20)).status).toBe(200);
  expect((await batch(21)).status).toBe(400);
  const large = await post("/trpc/jobs.cancel", { json: "x".repeat(1_100_000) }, { cookie });
  expect(large.status).toBe(400);
  expect((await large.json()).error.json.message).toContain("at most 1 MB");
});

it("answers what is no page and no procedure in one shape", async () => {
  for (const path of ["/trpc/nope", "/api/nope", "/assets/nope.js"]) {
    const response = await fetch(`${origin}${path}`);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  }
});

it("lives and is ready", async () => {
  expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ ok: true });
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);
});

it("does not start without its database", async () => {
  const gone = "postgres://bellamy_console:x@127.0.0.1:1/nothing";
  await expect(createApp({ env, databaseUrl: gone, dev: false })).rejects.toThrow();
});

it("serves the browser's client, and ends its open streams when it closes", async () => {
  const cookie = await signIn("admin");
  const headers = { cookie, origin };
  const client = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${origin}/trpc`, transformer: superjson, headers })],
  });
  const user = await factories(pool).user();
  const { rows } = await client.users.list.query({ search: user.username });
  expect(rows.map(({ id }) => id)).toEqual([user.id]);

  // The deletion waits for a lock, so that its stream stays open.
  const holder = new pg.Client({ connectionString: database.superUrl });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("SELECT FROM users WHERE id = $1 FOR UPDATE", [user.id]);
  const { total } = await client.records.deletePreview.query({ entity: "users", key: user.id });
  const { jobId } = await client.records.delete.mutate({
    entity: "users",
    key: user.id,
    reason: "a test",
    expectedTotal: total,
  });
  const input = encodeURIComponent(JSON.stringify({ json: { jobId } }));
  const stream = await fetch(`${origin}/trpc/jobs.watch?input=${input}`, {
    headers: { cookie, accept: "text/event-stream" },
  });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const text = stream.text();
  await sleep(300);
  closed = close();
  expect(await text).toMatch(/"state":"running"[\s\S]*STORE_DOWN/);
  await holder.query("ROLLBACK");
  await holder.end();
  await closed;
  await expect(fetch(`${origin}/healthz`)).rejects.toThrow();
  const left = await pool.query("SELECT FROM users WHERE id = $1", [user.id]);
  expect(left.rowCount).toBe(0);
});

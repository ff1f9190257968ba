import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, expect, it } from "vitest";
import type { InjectOptions } from "fastify";
import { createApp } from "../../server/app.ts";
import { createDemoAccounts } from "../../server/auth/demo.ts";
import { parseEnv } from "../../server/env.ts";
import { demoAccounts } from "../../server/seed/demo-accounts.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";
import { createDatabase } from "../setup/database.ts";

/** A way to the database that can be cut and mended, as a network is. */
function openWay(target: URL) {
  const open = new Set<Socket>();
  let server: Server | undefined;
  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer((near) => {
        const far = connect(Number(target.port), target.hostname);
        for (const socket of [near, far]) {
          open.add(socket);
          socket.on("error", () => undefined).on("close", () => open.delete(socket));
        }
        near.pipe(far).pipe(near);
      });
      server.listen(port, "127.0.0.1", () => {
        const address = server?.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  const cut = () =>
    new Promise<void>((resolve) => {
      server?.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { listen, cut };
}

const database = await createDatabase();
const direct = openPool({ url: database.consoleUrl });
await createDemoAccounts(direct);
await direct.end();
const url = new URL(database.consoleUrl);
const way = openWay(new URL(url));
const port = await way.listen(0);
url.port = String(port);
const env = parseEnv({
  NODE_ENV: "test",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  LOG_LEVEL: "silent",
});
const { app, close } = await createApp({ env, databaseUrl: url.href, dev: false });

afterAll(async () => {
  await close();
  await way.cut();
  await database[Symbol.asyncDispose]();
});

const ask = (url: string, options: InjectOptions = {}) =>
  app.inject({ url, authority: new URL(env.PUBLIC_URL).host, ...options });
const signIn = () =>
  ask("/api/auth/sign-in/email", { method: "POST", payload: demoAccounts[0] ?? {} });

it("says that PostgreSQL is down, lives on, and serves again when it is back", async () => {
  const cookie = String((await signIn()).headers["set-cookie"]).split(";")[0] ?? "";
  const list = () => ask('/trpc/users.list?input={"json":{}}', { headers: { cookie } });
  expect((await list()).statusCode).toBe(200);

  await way.cut();
  expect((await app.inject("/healthz")).statusCode).toBe(200);
  const ready = await app.inject("/readyz");
  expect([ready.statusCode, ready.json().code]).toEqual([503, "STORE_DOWN"]);
  expect(ready.json().message).toContain("PostgreSQL");
  const call = await list();
  expect([call.statusCode, call.json().error.json.data.app.code]).toEqual([503, "STORE_DOWN"]);
  const entry = await signIn();
  expect([entry.statusCode, entry.json().code]).toEqual([503, "STORE_DOWN"]);

  await way.listen(port);
  await expect.poll(async () => (await app.inject("/readyz")).statusCode).toBe(200);
  expect((await list()).statusCode).toBe(200);
});

import type { InjectOptions } from "fastify";
import { afterAll } from "vitest";
import { createApp } from "../../server/app.ts";
import { createDemoAccounts } from "../../server/auth/demo.ts";
import { parseEnv } from "../../server/env.ts";
import { demoAccounts } from "../../server/seed/demo-accounts.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";
import type { Role } from "../../shared/permissions.ts";
import { createDatabase } from "../setup/database.ts";

/** Where the app of `openApp` lives, though it does not listen. */
export const home = "localhost:4000";

/** The whole server over a database of the file's own, asked without a network. */
export async function openApp(settings: NodeJS.ProcessEnv = {}) {
  const database = await createDatabase();
  const pool = openPool({ url: database.consoleUrl });
  await createDemoAccounts(pool);
  const env = parseEnv({
    NODE_ENV: "test",
    AUTH_SECRET: "0123456789abcdef0123456789abcdef",
    LOG_LEVEL: "silent",
    TRUST_PROXY: "true",
    ...settings,
  });
  const { app, close } = await createApp({ env, databaseUrl: database.consoleUrl, dev: false });
  afterAll(async () => {
    await close();
    await pool.end();
    await database[Symbol.asyncDispose]();
  });
  let address = 0;
  /** Each request comes from an address of its own, as people's do. */
  const ask = (url: string, { headers, ...options }: InjectOptions = {}) =>
    app.inject({
      url,
      ...options,
      headers: { host: home, "x-forwarded-for": `10.1.0.${++address}`, ...headers },
    });
  const post = (url: string, payload: object | string, headers: Record<string, string> = {}) =>
    ask(url, {
      method: "POST",
      payload,
      headers: { "content-type": "application/json", origin: `http://${home}`, ...headers },
    });
  async function signIn(role: Role): Promise<{ id: string; cookie: string }> {
    const account = demoAccounts.find((demo) => demo.role === role);
    if (!account) throw new Error(`The demo has no account of the role ${role}`);
    const response = await post("/api/auth/sign-in/email", account);
    const cookie = String(response.headers["set-cookie"]).split(";")[0] ?? "";
    return { id: response.json<{ user: { id: string } }>().user.id, cookie };
  }
  return { app, database, pool, ask, post, signIn };
}

import { existsSync, statSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { demoAccounts } from "../../server/seed/demo-accounts.ts";
import { freePort } from "../../server/stores/postgres/cluster.ts";
import { createDatabase } from "../setup/database.ts";
import { dataFolder, gone, killAll, processesIn, startConsole } from "./console-process.ts";

afterEach(killAll);

test("a first start ends in one line with the URL and a sign-in for each role; Ctrl-C ends all of it", async () => {
  await using data = await dataFolder();
  const console = await startConsole({ DATA_DIR: data.path });
  await console.ready;
  expect(console.lastLine()).toContain(console.url);
  for (const { email, password } of demoAccounts) {
    expect(console.lastLine()).toContain(`${email} / ${password}`);
  }
  expect((await fetch(`${console.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${console.url}/readyz`)).status).toBe(200);
  for (const name of ["credentials.json", "auth-secret"]) {
    expect(statSync(join(data.path, name)).mode & 0o077).toBe(0);
  }

  console.interrupt();
  expect(await console.ended).toEqual({ code: 0, signal: null });
  expect(processesIn(data.path)).toEqual([]);
  expect(existsSync(join(data.path, "console.lock"))).toBe(false);
  // In order: nothing may complain that the database went away under it.
  expect(console.output()).not.toMatch(/error|terminat|unexpected/i);
});

test("without demo data nobody can sign in, and the last line says how the first admin is made", async () => {
  await using data = await dataFolder();
  await using database = await createDatabase({ migrated: false });
  const console = await startConsole({
    NODE_ENV: "production",
    AUTH_SECRET: "0123456789abcdef0123456789abcdef",
    DATA_DIR: data.path,
    DATABASE_URL: database.consoleUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  });
  await console.ready;
  expect(console.lastLine()).toContain("npm run staff:create makes the first admin");
  expect(console.output()).not.toContain("@bellamy.example");
});

test("two consoles start together on one empty database and serve side by side", async () => {
  await using data = await dataFolder();
  await using database = await createDatabase({ migrated: false });
  const settings = {
    DATABASE_URL: database.consoleUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  };
  for (const name of ["one", "two"]) await mkdir(join(data.path, name));
  const [one, two] = await Promise.all([
    startConsole({ ...settings, DATA_DIR: join(data.path, "one") }),
    startConsole({ ...settings, DATA_DIR: join(data.path, "two") }),
  ]);
  await Promise.all([one.ready, two.ready]);
  for (const { url } of [one, two]) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  // The owner has migrated and seeded in processes of its own and is gone.
  expect(await connectionsOf("bellamy_owner", database.superUrl)).toBe(0);
  expect(await connectionsOf("bellamy_console", database.superUrl)).toBeGreaterThan(0);
  one.kill("SIGTERM");
  expect((await one.ended).code).toBe(0);
  expect((await fetch(`${two.url}/readyz`)).status).toBe(200);
});

async function connectionsOf(role: string, superUrl: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1 AND datname = current_database()",
    [role],
  );
  await client.end();
  return rows[0]?.n;
}

test("a request that is running is finished before the console ends", async () => {
  await using data = await dataFolder();
  const console = await startConsole({ DATA_DIR: data.path, DEMO_USERS: "0" });
  await console.ready;
  const body = JSON.stringify({ email: "nobody@bellamy.example", password: "not the password" });
  const socket = createConnection(console.port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk.toString()));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.write(
    `POST /api/auth/sign-in/email HTTP/1.1\r\nHost: 127.0.0.1:${console.port}\r\nOrigin: ${console.url}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  await sleep(200);
  console.kill("SIGTERM");
  await sleep(300);
  socket.write(body);
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 401/);
  expect((await console.ended).code).toBe(0);
  expect(await gone(data.path)).toBe(true);
});

test("a second signal ends it at once, and the database still ends", async () => {
  await using data = await dataFolder();
  const console = await startConsole({ DATA_DIR: data.path, DEMO_USERS: "0" });
  await console.ready;
  // A request whose body never comes holds the first, graceful end.
  const socket = createConnection(console.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(
    "POST /api/auth/sign-in/email HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n",
  );
  await sleep(200);
  console.kill("SIGTERM");
  // Later than a signal that is only relayed.
  await sleep(1100);
  const start = Date.now();
  console.kill("SIGTERM");
  expect((await console.ended).code).toBe(130);
  expect(Date.now() - start).toBeLessThan(1000);
  expect(await gone(data.path)).toBe(true);
});

test("a port in use is one plain line, said before anything is made", async () => {
  await using data = await dataFolder();
  const port = await freePort();
  const other = createServer().listen(port, "127.0.0.1");
  const folder = join(data.path, "untouched");
  const console = await startConsole({ DATA_DIR: folder, PORT: String(port) });
  expect((await console.ended).code).toBe(1);
  other.close();
  expect(console.output()).toBe(
    `Port ${port} on 127.0.0.1 is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start\n`,
  );
  expect(existsSync(join(folder, "postgres"))).toBe(false);
});

test("a database that cannot be reached is one plain line that says why, without its password", async () => {
  await using data = await dataFolder();
  await using database = await createDatabase();
  const wrong = new URL(database.consoleUrl);
  wrong.password = "hunter2";
  const missing = new URL(database.consoleUrl);
  missing.pathname = "/nowhere";
  const cases = {
    "postgres://bellamy_console:hunter2@127.0.0.1:1/bellamy": "nothing listens there",
    "postgres://bellamy_console:hunter2@nowhere.invalid/bellamy": "no host nowhere.invalid",
    [wrong.href]: "refuses the password of bellamy_console",
    [missing.href]: "has no database nowhere",
  };
  for (const [url, why] of Object.entries(cases)) {
    const console = await startConsole({ DATA_DIR: data.path, DATABASE_URL: url });
    expect((await console.ended).code).toBe(1);
    expect(console.output().trimEnd().split("\n")).toHaveLength(1);
    expect(console.output()).toContain(why);
    expect(console.output()).not.toContain("hunter2");
  }
});

test("a second console on the same data folder is told who has it and what to do", async () => {
  await using data = await dataFolder();
  const first = await startConsole({ DATA_DIR: data.path, DEMO_USERS: "0" });
  await first.ready;
  const second = await startConsole({ DATA_DIR: data.path });
  expect((await second.ended).code).toBe(1);
  expect(second.output()).toBe(
    `The data folder ${data.path} is in use by another console, ${first.url} (process ${first.pid}). Stop it, or set DATA_DIR to another folder or DATABASE_URL to a database.\n`,
  );
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  expect(await readFile(join(data.path, "console.lock"), "utf8")).toContain(String(first.pid));
});

test("each wrong setting is one plain line", async () => {
  await using data = await dataFolder();
  const console = await startConsole({
    DATA_DIR: data.path,
    LOG_LEVEL: "loud",
    DEMO_USERS: "many",
  });
  expect((await console.ended).code).toBe(1);
  expect(console.output().trimEnd().split("\n")).toEqual([
    'DEMO_USERS is "many": expected a number of people, 0 to 1000000.',
    'LOG_LEVEL is "loud": expected one of fatal, error, warn, info, debug, trace, silent.',
  ]);
});

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { freePort } from "../../server/stores/postgres/cluster.ts";
import { projectRoot } from "../setup/build.ts";
import { cleanEnv } from "../setup/clean-env.ts";
import { dataFolder, gone, killAll, processesIn, startConsole } from "./console-process.ts";

afterEach(killAll);

type Data = Awaited<ReturnType<typeof dataFolder>>;

async function query(data: Data, text: string) {
  const { port, superuser } = await data.credentials();
  const client = new pg.Client({
    connectionString: `postgres://postgres:${superuser}@127.0.0.1:${port}/bellamy`,
  });
  // The kill of these tests ends the connection under it.
  client.on("error", () => {});
  await client.connect();
  const result = await client.query<{ n: number }>(text);
  await client.end();
  return result.rows;
}

const settings = (data: Data) => ({ DATA_DIR: data.path, DEMO_USERS: "0" });

test("kill -9 leaves no postgres, and the next start has every row", async () => {
  await using data = await dataFolder();
  const first = await startConsole(settings(data));
  await first.ready;
  await query(data, "CREATE TABLE kept (n int)");
  await query(data, "INSERT INTO kept SELECT generate_series(1, 1000)");
  first.kill("SIGKILL");
  await first.ended;
  expect(await gone(data.path, 3000)).toBe(true);

  const second = await startConsole(settings(data));
  await second.ready;
  expect(await query(data, "SELECT count(*)::int AS n FROM kept")).toEqual([{ n: 1000 }]);
});

test("a start right behind kill -9 waits for the old postgres and works", async () => {
  await using data = await dataFolder();
  const first = await startConsole(settings(data));
  await first.ready;
  first.kill("SIGKILL");
  const second = await startConsole(settings(data));
  await second.ready;
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
});

test("kill -9 of npm, which passes nothing on, ends the console and its postgres too", async () => {
  await using data = await dataFolder();
  // As npm runs a script: through a shell, which stays.
  const npm = spawn(
    process.execPath,
    ["-e", "require('child_process').spawn('sh', ['-c', process.argv[1]])", "node $MAIN; true"],
    {
      env: cleanEnv({
        ...settings(data),
        PORT: String(await freePort()),
        MAIN: join(projectRoot, "dist/server/main.js"),
        npm_lifecycle_event: "start",
      }),
    },
  );
  while (!existsSync(join(data.path, "postgres/postmaster.pid"))) await sleep(50);
  await sleep(3000);
  npm.kill("SIGKILL");
  expect(await gone(data.path, 15_000)).toBe(true);
});

test("a postgres whose supervisor was killed too is ended by the next start", async () => {
  await using data = await dataFolder();
  const first = await startConsole(settings(data));
  await first.ready;
  await query(data, "CREATE TABLE kept AS SELECT 1 AS n");
  const supervisors = processesIn(data.path).filter(({ command }) => command.startsWith("/bin/sh"));
  expect(supervisors.length).toBeGreaterThan(0);
  for (const { pid } of supervisors) process.kill(pid, "SIGKILL");
  first.kill("SIGKILL");
  await first.ended;
  await sleep(500);
  const orphans = processesIn(data.path);
  expect(orphans.length).toBeGreaterThan(0);

  const second = await startConsole(settings(data));
  await second.ready;
  const now = processesIn(data.path).map(({ pid }) => pid);
  for (const { pid } of orphans) expect(now).not.toContain(pid);
  expect(await query(data, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

test("kill -9 in the middle of the first start leaves nothing that needs a hand", async () => {
  for (const milliseconds of [250, 500, 750, 1000, 1500]) {
    await using data = await dataFolder();
    const first = await startConsole(settings(data));
    await sleep(milliseconds);
    first.kill("SIGKILL");
    await first.ended;
    const second = await startConsole(settings(data));
    await second.ready;
    second.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
  }
});

test("demo data whose making was killed is made by the next start", async () => {
  await using data = await dataFolder();
  const demo = { DATA_DIR: data.path, DEMO_USERS: "20" };
  const first = await startConsole(demo);
  while (!first.output().includes("Making")) await sleep(20);
  await sleep(300);
  first.kill("SIGKILL");
  await first.ended;
  const second = await startConsole(demo);
  await second.ready;
  expect(second.lastLine()).toContain("support@bellamy.example");
  const [people] = await query(data, "SELECT count(*)::int AS n FROM users");
  expect(people?.n).toBeGreaterThanOrEqual(15);
});

test("Ctrl-C in the middle of the first start ends everything", async () => {
  for (const milliseconds of [300, 800, 1300]) {
    await using data = await dataFolder();
    const console = await startConsole(settings(data));
    await sleep(milliseconds);
    console.interrupt();
    const { code, signal } = await console.ended;
    // On a busy machine the first may come before node runs anything of ours.
    expect(code === 0 || signal === "SIGINT").toBe(true);
    expect(await gone(data.path, 3000)).toBe(true);
  }
});

test("locks that name a living process of another program are recognised as stale", async () => {
  await using data = await dataFolder();
  const first = await startConsole(settings(data));
  await first.ready;
  const lock = JSON.parse(await readFile(join(data.path, "console.lock"), "utf8"));
  const pidFile = join(data.path, "postgres/postmaster.pid");
  const postmaster = await readFile(pidFile, "utf8");
  first.kill("SIGKILL");
  await gone(data.path);

  // As in a container, where the numbers of a killed console and its postgres come back at once.
  await writeFile(join(data.path, "console.lock"), JSON.stringify({ ...lock, pid: process.pid }));
  await writeFile(pidFile, postmaster.replace(/^\d+/, String(process.pid)));
  const second = await startConsole(settings(data));
  await second.ready;
});

test("when postgres is killed the console says so and ends, and starts again", async () => {
  await using data = await dataFolder();
  const first = await startConsole(settings(data));
  await first.ready;
  const postmaster = await readFile(join(data.path, "postgres/postmaster.pid"), "utf8");
  process.kill(Number(postmaster.split("\n")[0]), "SIGKILL");
  expect((await first.ended).code).toBe(1);
  expect(first.output()).toContain("The built-in PostgreSQL has ended by itself");

  const second = await startConsole(settings(data));
  await second.ready;
});

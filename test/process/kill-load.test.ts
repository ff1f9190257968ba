import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { fingerprint } from "../fixtures/fingerprint.ts";
import { manyComments, writeLdbc } from "../fixtures/ldbc.ts";
import { projectRoot } from "../setup/build.ts";
import { cleanEnv } from "../setup/clean-env.ts";
import { createDatabase, type TestDatabase } from "../setup/database.ts";

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});

/** The built command as npm starts it, in a process of its own. */
function start(name: "load" | "seed", args: string[], { consoleUrl, ownerUrl }: TestDatabase) {
  const child = spawn(process.execPath, [join(projectRoot, `dist/server/${name}.js`), ...args], {
    cwd: tmpdir(),
    env: cleanEnv({
      DATABASE_URL: consoleUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DATA_DIR: join(tmpdir(), "bellamy-kill-load"),
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  return {
    ended,
    output: () => output,
    /** Kills it as soon as `when` holds. */
    async killWhen(when: () => boolean | Promise<boolean>) {
      while (!(await when())) {
        if (child.exitCode !== null) throw new Error(`It ended before it was killed: ${output}`);
        await sleep(5);
      }
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function open(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

test("kill -9 at any moment of a load leaves nothing, and the next one loads everything once", async () => {
  await using database = await createDatabase();
  await using data = await writeLdbc(manyComments(400, 100));
  await using client = await open(database.superUrl);
  const traces = async () => {
    const { rows } = await client.query<{ events: number; tables: number }>(
      `SELECT (SELECT count(*)::int FROM log.event) AS events,
        (SELECT count(*)::int FROM pg_class WHERE relnamespace = 'jobs'::regnamespace) AS tables`,
    );
    return rows[0];
  };
  for (const moment of ["writing people", "reading dynamic/comment", "writing comments"]) {
    const load = start("load", ["ldbc", data.path], database);
    await load.killWhen(() => load.output().includes(moment));
    expect(load.output()).not.toContain("Loaded");
    expect(await traces()).toEqual({ events: 0, tables: 0 });
  }
  // Right behind a kill: the killed one's statement may still be running.
  const last = start("load", ["ldbc", data.path], database);
  expect([await last.ended, last.output()]).toEqual([0, expect.stringContaining("40,003 new")]);
  const again = start("load", ["ldbc", data.path], database);
  expect([await again.ended, again.output()]).toEqual([0, expect.stringContaining("Nothing new")]);
  const { rows } = await client.query(
    "SELECT (SELECT count(*)::int FROM comments) AS comments, (SELECT count(*)::int FROM posts) AS posts",
  );
  expect(rows).toEqual([{ comments: 40_003, posts: 402 }]);
  expect(await traces()).toEqual({ events: 12, tables: 0 });
});

test("demo data that is killed again and again is the same in the end as in one go", async () => {
  const args = ["--users", "40", "--until", "2026-03-01", "--if-empty"];
  const make = async (stops: number[]) => {
    await using database = await createDatabase();
    await using client = await open(database.superUrl);
    const steps = async () => {
      const there = await client.query("SELECT to_regclass('demo.step') IS NOT NULL AS is");
      if (!there.rows[0]?.is) return 0;
      return (await client.query("SELECT count(*)::int AS n FROM demo.step")).rows[0]?.n;
    };
    for (const stop of stops) {
      const seed = start("seed", args, database);
      await seed.killWhen(async () => (await steps()) >= stop);
    }
    const seed = start("seed", args, database);
    expect([await seed.ended, seed.output()]).toEqual([0, expect.stringContaining("Wrote")]);
    return await fingerprint(client);
  };
  expect(await make([1, 60, 300, 301])).toEqual(await make([]));
});

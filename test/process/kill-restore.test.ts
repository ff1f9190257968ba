import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeAll, expect, test } from "vitest";
import { findJob } from "../../server/jobs/view.ts";
import type { Job } from "../../shared/jobs.ts";
import { openPlatform, type Platform, removal } from "../jobs/content.ts";
import { projectRoot } from "../setup/build.ts";
import { cleanEnv } from "../setup/clean-env.ts";

const comments = 6_000;
const children: ChildProcess[] = [];
let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
  return () => platform.close();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process of its own that runs jobs, as one of several servers does. */
async function startServer() {
  const script = join(projectRoot, "test/process/jobs-server.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, platform.database.consoleUrl], {
    cwd: projectRoot,
    env: cleanEnv(),
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => String((await lines.next()).value);
  expect(await nextLine()).toBe("ready");
  return {
    async add(request: object): Promise<string> {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return nextLine();
    },
    async kill() {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function until(id: string, test: (job: Job) => boolean): Promise<Job> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    const job = await findJob(platform.pool, id, { id: platform.staff, all: false });
    if (job && test(job)) return job;
    await sleep(50);
  }
  throw new Error(`Job ${id} never came to that`);
}

const restoreOf = (cohort: string) => ({
  actor: platform.staff,
  name: "restore",
  reason: "killed in a test",
  requestId: "request-1",
  title: "Restore",
  total: comments + 1,
  input: { choice: { cohort }, expectedTotal: comments + 1 },
});

async function deletedThread() {
  const author = await platform.user(`author${Math.random()}`);
  const post = await platform.post(author);
  await platform.comments(post, author, comments, true);
  return { post, cohort: await platform.act(removal("posts", post)) };
}

/** Holds a comment that the second chunk needs; the restore waits there, its first chunk done. */
async function holdComment(post: string) {
  const client = new pg.Client({ connectionString: platform.database.superUrl });
  await client.connect();
  await client.query("BEGIN");
  await client.query(
    "SELECT FROM archive.comments WHERE post_id = $1 AND content = 'Comment 4000' FOR UPDATE",
    [post],
  );
  return () => client.end();
}

async function expectRestoredOnce(id: string, post: string, cohort: string) {
  const done = await until(id, ({ state }) => state !== "waiting" && state !== "running");
  expect(done).toMatchObject({
    state: "done",
    receipt: { total: comments + 1, restores: [cohort] },
  });
  const { one } = platform;
  expect(await one("SELECT count(*)::int FROM comments WHERE post_id = $1", [post])).toBe(comments);
  expect(await one("SELECT sum(rows)::int FROM log.event WHERE request_id = $1", [id])).toBe(
    comments + 1,
  );
  expect(
    await one("SELECT count(DISTINCT xid)::int FROM log.event WHERE request_id = $1", [id]),
  ).toBe(1);
}

test("kill -9 in the middle of a restore: all rolled back, and the next start does it once", async () => {
  const { post, cohort } = await deletedThread();
  const release = await holdComment(post);
  const first = await startServer();
  const id = await first.add(restoreOf(cohort));
  await until(id, ({ progress }) => progress.done > 1);
  await first.kill();
  await release();
  const transactions = () =>
    platform.one(
      "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%archive.restore_%' AND application_name = 'bellamy console' AND datname = current_database() AND state <> 'idle'",
    );
  while ((await transactions()) !== 0) await sleep(50);
  expect(await platform.one("SELECT count(*)::int FROM posts WHERE id = $1", [post])).toBe(0);
  expect(await platform.one("SELECT count(*)::int FROM comments WHERE post_id = $1", [post])).toBe(
    0,
  );
  expect(await until(id, () => true)).toMatchObject({ state: "running" });

  await startServer();
  await expectRestoredOnce(id, post, cohort);
});

test("the other of two servers takes over while the dead one's statement still waits", async () => {
  const { post, cohort } = await deletedThread();
  const release = await holdComment(post);
  const first = await startServer();
  const id = await first.add(restoreOf(cohort));
  await until(id, ({ progress }) => progress.done > 1);
  await startServer();
  await first.kill();
  // PostgreSQL notices by itself that nobody waits for the statement any more.
  await until(id, ({ progress, state }) => state === "waiting" || progress.done <= 1);
  await release();
  await expectRestoredOnce(id, post, cohort);
});

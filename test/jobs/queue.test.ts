import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Job } from "../../shared/jobs.ts";
import { openPlatform, type Platform, removal } from "./content.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

let platform: Platform;
let one: Workshop;
let two: Workshop;
let author: string;

beforeAll(async () => {
  platform = await openPlatform();
  // As two servers that start at the same moment on a database without a queue.
  [one, two] = await Promise.all([openWorkshop(platform), openWorkshop(platform)]);
  author = await platform.user("anna");
});
afterAll(async () => {
  await Promise.all([one.jobs.stop(), two.jobs.stop()]);
  await platform.close();
});

async function deletedThread(comments: number) {
  const post = await platform.post(author);
  await platform.comments(post, author, comments, true);
  return { post, cohort: await platform.act(removal("posts", post)) };
}

/** Holds an archived comment from the middle, so that a restore waits there; resolves to its release. */
async function holdComment(cohort: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: platform.database.superUrl });
  await client.connect();
  await client.query("BEGIN");
  await client.query(
    `SELECT FROM archive.comments WHERE content = 'Comment 4000' AND deleted_id IN
       (SELECT sequence FROM log.event WHERE xid = $1::xid8) FOR UPDATE`,
    [cohort.split(":")[1]],
  );
  return () => client.end();
}

async function until(id: string, shop: Workshop, test: (job: Job) => boolean): Promise<Job> {
  for await (const job of shop.jobs.watch(id, shop.viewer)) if (test(job)) return job;
  throw new Error("It never came to that");
}

it("starts at once, on the server that was asked", async () => {
  const post = await platform.post(author);
  const began = performance.now();
  const id = await one.delete("posts", post);
  expect(await one.end(id)).toMatchObject({ state: "done", receipt: { total: 1 } });
  expect(performance.now() - began).toBeLessThan(1_500);
});

it("many jobs on two servers: each once", async () => {
  const posts: string[] = [];
  while (posts.length < 12) posts.push(await platform.post(author));
  const ids = await Promise.all(
    posts.map((post, index) => (index % 2 ? one : two).delete("posts", post)),
  );
  const ends = await Promise.all(ids.map((id, index) => (index % 3 ? one : two).end(id)));
  expect(ends.map(({ state }) => state)).toEqual(ends.map(() => "done"));
  expect(
    await platform.one(
      "SELECT count(*)::int FROM log.event WHERE request_id = ANY($1) AND rows = 1",
      [ids],
    ),
  ).toBe(12);
});

it("a watcher on another server sees it run and end", async () => {
  const { cohort } = await deletedThread(6_000);
  const seen = await two.follow(await one.restore({ cohort }));
  expect(seen.map(({ state }) => state)).toContain("running");
  expect(seen.at(-1)).toMatchObject({ state: "done", progress: { done: 6_001, total: 6_001 } });
  const done = seen.map(({ progress }) => progress.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
});

it("a cancelled restore is rolled back, also in the middle of a statement", async () => {
  const { cohort, post } = await deletedThread(6_000);
  const release = await holdComment(cohort);
  const id = await one.restore({ cohort });
  await until(id, two, ({ progress }) => progress.done > 0);
  await two.jobs.cancel(id, two.viewer);
  expect(await one.end(id)).toMatchObject({ state: "cancelled", receipt: null });
  await release();
  expect(await platform.one("SELECT count(*)::int FROM posts WHERE id = $1", [post])).toBe(0);
  // It is whole and can be restored.
  expect(await one.end(await one.restore({ cohort }))).toMatchObject({
    state: "done",
    receipt: { total: 6_001 },
  });
});

it("cancel comes too late for what is done, and says so", async () => {
  const id = await one.delete("posts", await platform.post(author));
  await one.end(id);
  expect(await one.jobs.cancel(id, one.viewer)).toMatchObject({ state: "done" });
});

it("nobody sees another's jobs but an admin", async () => {
  const id = await one.delete("posts", await platform.post(author));
  await one.end(id);
  const stranger = { id: author, all: false };
  await expect(one.jobs.get(id, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(one.jobs.cancel(id, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(one.jobs.watch(id, stranger).next()).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await one.jobs.list(stranger)).toEqual([]);
  expect(await one.jobs.get(id, { ...stranger, all: true })).toMatchObject({ id });
  const list = await one.jobs.list(one.viewer);
  expect(list.length).toBeGreaterThan(12);
  expect(list.length).toBeLessThanOrEqual(20);
  expect(list[0]).toMatchObject({ id });
});

it("a watcher who leaves is forgotten", async () => {
  const { cohort } = await deletedThread(6_000);
  const release = await holdComment(cohort);
  const id = await one.restore({ cohort });
  const leaving = new AbortController();
  const watching = one.jobs.watch(id, one.viewer, leaving.signal);
  await watching.next();
  leaving.abort();
  for await (const _ of watching);
  await release();
  await one.end(id);
});

it("listens again after its connection broke", async () => {
  const { rowCount } = await platform.root.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'bellamy jobs listener' AND datname = current_database()`,
  );
  expect(rowCount).toBe(2);
  await sleep(300);
  const began = performance.now();
  await two.follow(await one.delete("posts", await platform.post(author)));
  expect(performance.now() - began).toBeLessThan(2_500);
});

it("a job whose connection broke in the middle is run again, and once", async () => {
  const { cohort, post } = await deletedThread(6_000);
  const release = await holdComment(cohort);
  const id = await one.restore({ cohort });
  await until(id, one, ({ progress }) => progress.done > 0);
  const killWaiting = async () => {
    const { rowCount } = await platform.root.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE query LIKE '%archive.restore_comments%' AND wait_event_type = 'Lock'
         AND datname = current_database()`,
    );
    return rowCount;
  };
  while ((await killWaiting()) === 0) await sleep(20);
  await release();
  expect(await one.end(id)).toMatchObject({ state: "done", receipt: { total: 6_001 } });
  expect(await platform.one("SELECT count(*)::int FROM comments WHERE post_id = $1", [post])).toBe(
    6_000,
  );
});

it("work that was committed before its server died is recognised", async () => {
  const { cohort } = await deletedThread(3);
  const id = await one.restore({ cohort });
  const done = await one.end(id);
  // As if the server had died between the commit and the word to the queue.
  await platform.root.query(
    `UPDATE jobs.job SET state = 'active', output = NULL, completed_on = NULL,
       started_on = now() - interval '1 minute' WHERE id = $1`,
    [id],
  );
  const again = await one.end(id);
  expect(again.receipt).toEqual(done.receipt);
  await platform.root.query(
    "UPDATE jobs.job SET state = 'retry', output = NULL, completed_on = NULL WHERE id = $1",
    [id],
  );
  expect((await one.end(id)).receipt).toEqual(done.receipt);
});

it("a server that ends lets a short job finish and gives a long one back", async () => {
  const { cohort } = await deletedThread(6_000);
  const three = await openWorkshop(platform);
  await Promise.all([one.jobs.stop(), two.jobs.stop()]);
  const release = await holdComment(cohort);
  const id = await three.restore({ cohort });
  await until(id, three, ({ progress }) => progress.done > 0);
  await three.jobs.stop();
  await release();
  expect(await platform.one("SELECT state::text FROM jobs.job WHERE id = $1", [id])).toBe("retry");
  one = await openWorkshop(platform);
  two = await openWorkshop(platform);
  expect(await one.end(id)).toMatchObject({ state: "done", receipt: { total: 6_001 } });
});

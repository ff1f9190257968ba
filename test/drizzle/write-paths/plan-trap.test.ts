import type pg from "pg";
import { expect, it } from "vitest";
import { act, connect, openStage } from "../support.ts";

/*
 * A trigger's plans are kept for the connection's life. What is measured is never the time itself
 * but the same work on a connection with and without a past.
 */
const stage = await openStage();
const rows = 20_000;

await stage.root.query(
  `INSERT INTO users (email, username, full_name, password_hash)
   SELECT 'e' || n, 'u' || n, 'Name ' || n, 'hash' FROM generate_series(1, ${rows}) n`,
);
await stage.root.query(
  `INSERT INTO posts (author_id, content)
   SELECT id, 'post of ' || username FROM users`,
);
await stage.root.query(
  `INSERT INTO reactions (user_id, target_id, target_type, type)
   SELECT p.author_id, p.id, 'post', 'like' FROM posts p`,
);

type Work = (client: pg.ClientBase) => Promise<unknown>;

async function timed(client: pg.ClientBase, work: Work): Promise<number> {
  const start = performance.now();
  await work(client);
  return performance.now() - start;
}

async function fastest(past: Work, work: Work): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const client = await connect(stage.database.superUrl);
    await past(client);
    times.push(await timed(client, work));
    await client.end();
  }
  return Math.min(...times);
}

const nothing: Work = () => Promise.resolve();
const rolledBack =
  (sql: string): Work =>
  async (client) => {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query("ROLLBACK");
  };

/** Generous, for a busy machine: the traps that were seen are factors of 20 and more. */
const expectAlike = (withPast: number, without: number) =>
  expect(withPast / without, `${withPast} ms with a past, ${without} ms without`).toBeLessThan(3);

const tenUpdates =
  (size: number): Work =>
  async (client) => {
    for (let turn = 0; turn < 10; turn += 1) {
      await client.query(
        `UPDATE posts SET content = content || '?' WHERE id IN (SELECT id FROM posts LIMIT ${size})`,
      );
    }
  };

// One row goes another way than many, so two are what a plan for many may be kept from.
it(`UPDATE of ${rows} rows takes as long after ten of one row and ten of two`, async () => {
  const all = rolledBack("UPDATE posts SET content = content || '!', privacy = 'friends'");
  const without = await fastest(nothing, all);
  expectAlike(await fastest(tenUpdates(1), all), without);
  expectAlike(await fastest(tenUpdates(2), all), without);
});

it("and logs the same", async () => {
  const client = await connect(stage.database.superUrl);
  await tenUpdates(1)(client);
  await tenUpdates(2)(client);
  const before = await client.query("SELECT id, content FROM posts");
  const xid = await act(client, () => client.query("UPDATE posts SET content = 'same'"));
  const logged = await client.query(
    `SELECT l.id, l.content FROM log.posts l JOIN log.event e ON e.sequence = l.event
     WHERE e.xid = $1 AND l.changed = '{content}'`,
    [xid],
  );
  await client.end();
  const byId = (result: pg.QueryResult<{ id: string; content: string }>) =>
    new Map(result.rows.map((row) => [row.id, row.content]));
  expect(byId(logged)).toEqual(byId(before));
});

const one = "(SELECT id FROM posts LIMIT 1)";
const many = `(SELECT id FROM posts LIMIT ${rows / 2})`;

it("DELETE of many with followers takes as long after ten of one", async () => {
  const all = rolledBack(`DELETE FROM posts WHERE id IN ${many}`);
  const singles: Work = async (client) => {
    for (let turn = 0; turn < 10; turn += 1) {
      await rolledBack(`DELETE FROM posts WHERE id IN ${one}`)(client);
    }
  };
  const without = await fastest(nothing, all);
  expectAlike(await fastest(singles, all), without);
});

it("DELETE of one with followers takes as long after one of many", async () => {
  const singles: Work = async (client) => {
    for (let turn = 0; turn < 20; turn += 1) {
      await rolledBack(`DELETE FROM posts WHERE id IN ${one}`)(client);
    }
  };
  const without = await fastest(nothing, singles);
  const all = rolledBack(`DELETE FROM posts WHERE id IN ${many}`);
  expectAlike(await fastest(all, singles), without);
});

it("DELETE of many takes as long where the first was made while the follower was empty", async () => {
  const client = await connect(stage.database.superUrl);
  await client.query("CREATE TABLE kept AS SELECT * FROM reactions");
  await client.query("DELETE FROM reactions");
  await client.query("VACUUM FULL reactions");
  const fresh = await connect(stage.database.superUrl);
  await rolledBack(`DELETE FROM posts WHERE id IN ${one}`)(fresh);
  await fresh.query("INSERT INTO reactions SELECT * FROM kept");
  const all = rolledBack(`DELETE FROM posts WHERE id IN ${many}`);
  const without = await timed(client, all);
  const withPast = await timed(fresh, all);
  await client.query("DROP TABLE kept");
  await client.end();
  await fresh.end();
  expectAlike(withPast, without);
});

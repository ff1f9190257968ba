import { afterAll, beforeAll, expect, it } from "vitest";
import { openPlatform, type Platform, removal } from "./content.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

let platform: Platform;
let shop: Workshop;
let author: string;
let other: string;

beforeAll(async () => {
  platform = await openPlatform();
  shop = await openWorkshop(platform);
  author = await platform.user("anna");
  other = await platform.user("bert");
});
afterAll(async () => {
  await shop.jobs.stop();
  await platform.close();
});

const living = (table: string, column: string, value: string) =>
  platform.one(`SELECT count(*)::int FROM ${table} WHERE ${column} = $1`, [value]);

async function deletedThread(comments = 3) {
  const post = await platform.post(author);
  const replies = await platform.comments(post, other, comments, true);
  await platform.reaction(other, post, "post");
  await platform.reaction(author, replies[1] ?? "", "comment");
  const cohort = await platform.act(removal("posts", post));
  return { post, replies, cohort };
}

it("brings a thread back with its reactions and says so with the events", async () => {
  const { post, replies, cohort } = await deletedThread();
  const before = await platform.one<string>("SELECT max(sequence)::text FROM log.event");
  const job = await shop.end(await shop.restore({ cohort }));
  expect(job).toMatchObject({
    state: "done",
    error: null,
    progress: { done: 6, total: 6 },
    receipt: {
      total: 6,
      restores: [cohort],
      reason: "asked for in a test",
      tables: [
        { entity: "posts", rows: 1 },
        { entity: "comments", rows: 3 },
        { entity: "reactions", rows: 2 },
      ],
    },
  });
  expect(await living("posts", "id", post)).toBe(1);
  expect(await living("comments", "post_id", post)).toBe(3);
  expect(await living("reactions", "target_id", replies[1] ?? "")).toBe(1);
  const { rows } = await platform.root.query(
    `SELECT e.entity, e.actor, e.attributed, e.request_id,
       EXISTS (SELECT FROM log.restoration r WHERE r.restore_event = e.sequence) AS linked
     FROM log.event e WHERE e.sequence > $1 ORDER BY e.sequence`,
    [before],
  );
  expect(rows).toHaveLength(3);
  for (const event of rows) {
    expect(event).toMatchObject({
      actor: platform.staff,
      attributed: true,
      request_id: job.id,
      linked: true,
    });
  }
});

it("a person comes back whole, with the secrets that nobody here may read, and goes again", async () => {
  const user = await platform.user("clara");
  const post = await platform.post(user);
  await platform.comments(post, other, 2, true);
  await platform.reaction(user, post, "post");
  await platform.root.query(
    "INSERT INTO follows (follower_id, target_id, target_type) VALUES ($1, $2, 'user')",
    [other, user],
  );
  await platform.root.query("INSERT INTO hashtags (id, name) VALUES ($1, 'rain')", [other]);
  await platform.root.query("INSERT INTO post_hashtags VALUES ($1, $2)", [post, other]);
  const whole = "SELECT md5(string_agg(u::text, '')) FROM users u WHERE id = $1";
  const before = await platform.one(whole, [user]);
  const cohort = await platform.act(removal("users", user));
  const restored = await shop.end(await shop.restore({ cohort }));
  expect(restored).toMatchObject({ state: "done", receipt: { total: 7 } });
  expect(await platform.one(whole, [user])).toBe(before);
  expect(await shop.end(await shop.undo(restored.id))).toMatchObject({
    state: "done",
    receipt: { total: 7 },
  });
});

it("restores a part, then the rest of it", async () => {
  const { post, cohort } = await deletedThread();
  const deletedId = await platform.one<string>(
    "SELECT deleted_id FROM archive.posts WHERE id = $1",
    [post],
  );
  const only = [{ entity: "posts", key: post, deletedId: Number(deletedId) }];
  expect(await shop.end(await shop.restore({ cohort, only }))).toMatchObject({
    state: "done",
    receipt: { total: 1 },
  });
  expect(await shop.end(await shop.restore({ cohort, only }, 1))).toMatchObject({
    state: "failed",
    error: { code: "OBSTACLES", obstacles: [{ kind: "already-restored", key: post }] },
  });
  expect(await shop.end(await shop.restore({ cohort }))).toMatchObject({
    state: "done",
    receipt: { total: 5 },
  });
});

it("adds the cohort of a missing parent", async () => {
  const post = await platform.post(author);
  const [comment = ""] = await platform.comments(post, other, 1);
  const first = await platform.act(removal("comments", comment));
  const second = await platform.act(removal("posts", post));
  expect(await shop.end(await shop.restore({ cohort: first }))).toMatchObject({
    state: "failed",
    error: { code: "OBSTACLES", obstacles: [{ kind: "parent-deleted", cohort: second }] },
  });
  const done = await shop.end(await shop.restore({ cohort: first, with: [second] }));
  expect(done).toMatchObject({ state: "done", receipt: { total: 2 } });
  expect(done.receipt?.restores?.toSorted()).toEqual([first, second].toSorted());
});

it("refuses when there is more or less than the preview counted", async () => {
  const { cohort, post } = await deletedThread();
  expect(await shop.end(await shop.restore({ cohort }, 5))).toMatchObject({
    state: "failed",
    error: { code: "CONFLICT" },
  });
  expect(await living("posts", "id", post)).toBe(0);
});

it("what a rule refuses only at the insert leaves nothing and is named", async () => {
  const { cohort, post } = await deletedThread();
  // A trigger stands for what came between the check and the insert.
  await platform.root.query(`CREATE FUNCTION steal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'no' USING ERRCODE = 'unique_violation', CONSTRAINT = 'taken', TABLE = 'comments'; END $$`);
  await platform.root.query(
    "CREATE TRIGGER steal BEFORE INSERT ON comments FOR EACH ROW EXECUTE FUNCTION steal()",
  );
  expect(await shop.end(await shop.restore({ cohort }))).toMatchObject({
    state: "failed",
    error: { code: "CONFLICT", message: expect.stringContaining("taken") },
  });
  await platform.root.query("DROP FUNCTION steal CASCADE");
  expect(await living("posts", "id", post)).toBe(0);
});

it("two restores of one cohort at once: one does it, the other is told", async () => {
  const { cohort, post } = await deletedThread(500);
  const ids = await Promise.all([shop.restore({ cohort }), shop.restore({ cohort })]);
  const ends = await Promise.all(ids.map((id) => shop.end(id)));
  expect(ends.map(({ state }) => state).toSorted()).toEqual(["done", "failed"]);
  expect(ends.find(({ state }) => state === "failed")?.error).toMatchObject({ code: "OBSTACLES" });
  expect(await living("comments", "post_id", post)).toBe(500);
});

it("undoes a restore: exactly what it brought back goes, and can come back again", async () => {
  const { cohort, post, replies } = await deletedThread();
  const restored = await shop.restore({ cohort });
  await shop.end(restored);
  // Gone again by itself: not this restore's to delete.
  await platform.act(removal("comments", replies[2] ?? ""));
  const undone = await shop.end(await shop.undo(restored));
  expect(undone).toMatchObject({ state: "done", receipt: { total: 5 } });
  expect(await living("posts", "id", post)).toBe(0);
  const again = await shop.end(await shop.restore({ cohort: undone.receipt?.cohort ?? "" }));
  expect(again).toMatchObject({ state: "done", receipt: { total: 5 } });
  expect(await shop.end(await shop.undo(restored))).toMatchObject({
    state: "failed",
    error: { code: "CONFLICT" },
  });
});

it("refuses to undo when newer rows would go too, and names them", async () => {
  const { cohort, post } = await deletedThread();
  const restored = await shop.restore({ cohort });
  await shop.end(restored);
  const [newer = ""] = await platform.comments(post, author, 1);
  const reaction = await platform.reaction(author, post, "post");
  expect(await shop.end(await shop.undo(restored))).toMatchObject({
    state: "failed",
    error: {
      code: "OBSTACLES",
      obstacles: [
        { kind: "newer-row", key: post, living: { entity: "comments", key: newer } },
        { kind: "newer-row", key: post, living: { entity: "reactions", key: reaction } },
      ],
    },
  });
  expect(await living("comments", "post_id", post)).toBe(4);
});

it("10,000 rows in one act, with progress, and undone in one", async () => {
  const { cohort, post } = await deletedThread(10_000);
  const began = performance.now();
  const seen = await shop.follow(await shop.restore({ cohort }));
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(seen.at(-1)).toMatchObject({ state: "done", receipt: { total: 10_003 } });
  const steps = new Set(seen.map(({ progress }) => progress.done));
  expect(steps.size).toBeGreaterThanOrEqual(4);
  expect(await living("comments", "post_id", post)).toBe(10_000);
  const transactions = await platform.one(
    "SELECT count(DISTINCT xid)::int FROM log.event WHERE request_id = $1",
    [seen.at(-1)?.id],
  );
  expect(transactions).toBe(1);
  expect(await shop.end(await shop.undo(seen.at(-1)?.id ?? ""))).toMatchObject({
    state: "done",
    receipt: { total: 10_003 },
  });
});

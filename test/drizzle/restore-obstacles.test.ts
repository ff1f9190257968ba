import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { previewRestore } from "../../server/services/restore/preview.ts";
import { openPlatform, type Platform, removal } from "../jobs/content.ts";

let platform: Platform;
let author: string;
let other: string;

beforeAll(async () => {
  platform = await openPlatform();
  author = await platform.user("anna");
  other = await platform.user("bert");
});
afterAll(() => platform.close());

const preview = (cohort: string, more: object = {}) =>
  previewRestore(platform.pool, { cohort, ...more });

/** A deleted post with 3 chained comments and a reaction to post and comment each. */
async function deletedThread() {
  const post = await platform.post(author);
  const comments = await platform.comments(post, other, 3, true);
  await platform.reaction(other, post, "post");
  await platform.reaction(author, comments[1] ?? "", "comment");
  const cohort = await platform.act(removal("posts", post));
  return { post, comments, cohort };
}

it("says what comes back and in which order, and writes nothing", async () => {
  const { cohort } = await deletedThread();
  const events = await platform.one("SELECT count(*) FROM log.event");
  expect(await preview(cohort)).toMatchObject({
    total: 6,
    steps: [
      { entity: "posts", label: "posts", rows: 1 },
      { entity: "comments", label: "comments", rows: 3 },
      { entity: "reactions", label: "reactions", rows: 2 },
    ],
    obstacles: [],
    blocked: [],
    missingParents: [],
  });
  expect(await platform.one("SELECT count(*) FROM log.event")).toBe(events);
});

it("a cohort that is none is NOT_FOUND", async () => {
  for (const cohort of ["1:999999", "9:1", "1:18446744073709551615", "999999999:1"]) {
    await expect(preview(cohort)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});

it("parent deleted in another cohort: offers it, and with it nothing stands in the way", async () => {
  const post = await platform.post(author, "The parent");
  const [comment = "", reply = ""] = await platform.comments(post, other, 2, true);
  const first = await platform.act(removal("comments", comment));
  const second = await platform.act(removal("posts", post));
  const found = await preview(first);
  expect(found.obstacles.map(({ key }) => key).toSorted()).toEqual([comment, reply].toSorted());
  for (const obstacle of found.obstacles) {
    expect(obstacle).toMatchObject({
      entity: "comments",
      kind: "parent-deleted",
      constraint: "comments_post_id_posts_id_fk",
      columns: ["post_id"],
      cohort: second,
    });
  }
  expect(found.missingParents).toEqual([
    { cohort: second, entity: "posts", key: post, title: "The parent", blocks: 2 },
  ]);
  expect(await preview(first, { with: [second] })).toMatchObject({ total: 3, obstacles: [] });
});

it("an obstacle is said of the row that has it; what hangs on that row is blocked", async () => {
  const reactor = await platform.user("once");
  const { post, comments, cohort } = await deletedThread();
  await platform.root.query(
    "INSERT INTO posts (id, author_id, content) VALUES ($1, $2, 'Another')",
    [post, reactor],
  );
  const found = await preview(cohort);
  expect(found.obstacles).toMatchObject([{ entity: "posts", key: post, kind: "key-exists" }]);
  // The living post with this key would take the comments, but it is not theirs.
  expect(found.blockedTotal).toBe(5);
  expect(found.blocked.map(({ key }) => key)).toEqual(expect.arrayContaining(comments));
  expect(found.blocked).toContainEqual(
    expect.objectContaining({ entity: "reactions", parent: { entity: "posts", key: post } }),
  );
});

it("author gone: by name where an archive has them, else for good", async () => {
  const gone = await platform.user("gone");
  const post = await platform.post(gone);
  const first = await platform.act(removal("posts", post));
  const second = await platform.act(removal("users", gone));
  expect((await preview(first)).obstacles).toMatchObject([
    { kind: "parent-deleted", constraint: "posts_author_id_users_id_fk", cohort: second },
  ]);
  await platform.root.query("DELETE FROM archive.users WHERE id = $1", [gone]);
  expect((await preview(first)).obstacles).toMatchObject([
    { kind: "parent-gone", key: post, columns: ["author_id"] },
  ]);
});

it("a reaction whose target is gone has no foreign key and is still found", async () => {
  const post = await platform.post(author);
  const reaction = await platform.reaction(other, post, "post");
  const first = await platform.act(removal("reactions", reaction));
  const second = await platform.act(removal("posts", post));
  expect((await preview(first)).obstacles).toMatchObject([
    { entity: "reactions", kind: "parent-deleted", columns: ["target_id"], cohort: second },
  ]);
});

it("unique value taken since, by whom, also two at once of one row", async () => {
  const taken = await platform.user("carla");
  const cohort = await platform.act(removal("users", taken));
  const thief = await platform.user("carla");
  const { obstacles } = await preview(cohort);
  expect(obstacles).toHaveLength(2);
  expect(obstacles).toMatchObject([
    {
      key: taken,
      kind: "unique-taken",
      constraint: "idx_users_email",
      columns: ["email"],
      detail: "email carla@example.test was taken since by the person “Carla”",
      living: { entity: "users", key: thief, title: "Carla" },
    },
    { kind: "unique-taken", constraint: "idx_users_username" },
  ]);
});

it("a unique expression and a partial unique index count too", async () => {
  await platform.root.query(
    "CREATE UNIQUE INDEX one_folded ON blogs (lower(title)) WHERE length(content) > 3",
  );
  const insert = "INSERT INTO blogs (author_id, title, content) VALUES ($1, $2, $3)";
  await platform.root.query(insert, [author, "Rain", "long enough"]);
  await platform.root.query(insert, [author, "Snow", "no"]);
  const cohort = await platform.act("DELETE FROM blogs");
  await platform.root.query(insert, [author, "RAIN", "long enough"]);
  await platform.root.query(insert, [author, "SNOW", "long enough"]);
  expect((await preview(cohort)).obstacles).toMatchObject([
    { kind: "unique-taken", constraint: "one_folded", title: "Rain", living: { title: "RAIN" } },
  ]);
  await platform.root.query("DROP INDEX one_folded");
});

it("two chosen rows that clash with each other", async () => {
  const first = await platform.user("dora");
  const one = await platform.act(removal("users", first));
  const second = await platform.user("dora");
  const two = await platform.act(removal("users", second));
  expect((await preview(one)).obstacles).toEqual([]);
  const { obstacles } = await preview(one, { with: [two] });
  expect(obstacles).toHaveLength(4);
  for (const obstacle of obstacles) {
    expect(obstacle).toMatchObject({ kind: "unique-taken" });
    expect(obstacle).not.toHaveProperty("living");
  }
});

it("a column that became required", async () => {
  const { cohort, post } = await deletedThread();
  await platform.root.query("ALTER TABLE posts ADD COLUMN mood text");
  await platform.root.query("UPDATE posts SET mood = 'calm'");
  await platform.root.query("ALTER TABLE posts ALTER COLUMN mood SET NOT NULL");
  expect((await preview(cohort)).obstacles).toMatchObject([
    { key: post, kind: "null-in-required", columns: ["mood"] },
  ]);
  await platform.root.query("ALTER TABLE posts ALTER COLUMN mood SET DEFAULT 'calm'");
  expect((await preview(cohort)).obstacles).toEqual([]);
  await platform.root.query("ALTER TABLE posts DROP COLUMN mood");
});

it("a value that may not be empty any more; one with a default is filled in", async () => {
  const blog = randomUUID();
  await platform.root.query(
    "INSERT INTO blogs (id, author_id, title, content) VALUES ($1, $2, 'T', 'C')",
    [blog, author],
  );
  const cohort = await platform.act(removal("blogs", blog));
  await platform.root.query("UPDATE archive.blogs SET updated_at = NULL WHERE id = $1", [blog]);
  expect((await preview(cohort)).obstacles).toEqual([]);
  await platform.root.query("UPDATE archive.blogs SET title = NULL WHERE id = $1", [blog]);
  expect((await preview(cohort)).obstacles).toMatchObject([
    { key: blog, kind: "null-in-required", columns: ["title"] },
  ]);
});

it("a rule that the row breaks now, and a column that became too short", async () => {
  const { cohort, post } = await deletedThread();
  await platform.root.query(
    "ALTER TABLE posts ADD CONSTRAINT posts_quiet CHECK (privacy <> 'public') NOT VALID",
  );
  expect((await preview(cohort)).obstacles).toMatchObject([
    { key: post, kind: "check-fails", constraint: "posts_quiet", columns: ["privacy"] },
  ]);
  await platform.root.query("ALTER TABLE posts DROP CONSTRAINT posts_quiet");
  await platform.root.query("ALTER TABLE reactions ALTER COLUMN type TYPE varchar(3) USING 'hm'");
  expect((await preview(cohort)).obstacles).toMatchObject([
    { entity: "reactions", kind: "check-fails", columns: ["type"] },
    { entity: "reactions", kind: "check-fails", columns: ["type"] },
  ]);
  await platform.root.query("ALTER TABLE reactions ALTER COLUMN type TYPE varchar(20)");
});

it("a subset stands alone only on feet of its own", async () => {
  const { cohort, post, comments } = await deletedThread();
  const row = async (table: string, key: string) => ({
    entity: table,
    key,
    deletedId: Number(
      await platform.one(`SELECT deleted_id FROM archive.${table} WHERE id = $1`, [key]),
    ),
  });
  const top = await row("posts", post);
  const first = await row("comments", comments[0] ?? "");
  const second = await row("comments", comments[1] ?? "");
  expect(await preview(cohort, { only: [top, first] })).toMatchObject({ total: 2, obstacles: [] });
  expect(await preview(cohort, { only: [top, second] })).toMatchObject({
    total: 2,
    obstacles: [{ key: comments[1], kind: "parent-deleted", cohort }],
  });
  await expect(preview("1:1", { only: [top] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(preview(cohort, { only: [{ ...top, entity: "comments" }] })).rejects.toMatchObject({
    code: "BAD_INPUT",
    field: "only",
  });
  await expect(preview(cohort, { only: [{ ...top, key: "x" }] })).rejects.toMatchObject({
    code: "BAD_INPUT",
  });
  await expect(preview(cohort, { only: [{ ...top, key: randomUUID() }] })).rejects.toMatchObject({
    code: "BAD_INPUT",
    field: "only",
  });
});

it("10,000 rows and as many obstacles in a few seconds", async () => {
  const many = await platform.user("many");
  const post = await platform.post(many);
  await platform.comments(post, other, 10_000, true);
  const cohort = await platform.act(removal("posts", post));
  const began = performance.now();
  expect(await preview(cohort)).toMatchObject({ total: 10_001, obstacles: [] });
  expect(performance.now() - began).toBeLessThan(3_000);
  const gone = await platform.act(removal("users", many));
  const found = await preview(cohort);
  expect(found).toMatchObject({ obstacleTotal: 1, blockedTotal: 10_000 });
  expect(found.blocked).toHaveLength(500);
  expect(found.missingParents).toMatchObject([{ cohort: gone, entity: "users", blocks: 1 }]);
});

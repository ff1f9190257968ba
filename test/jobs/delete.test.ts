import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getCohort, listCohorts } from "../../server/services/deletion/cohorts.ts";
import { listCohortRows } from "../../server/services/deletion/cohort-rows.ts";
import { previewDelete } from "../../server/services/deletion/preview.ts";
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

/** A person with a post, a chain of comments by another, and reactions; and what it comes to. */
async function fullUser(name: string) {
  const user = await platform.user(name);
  const post = await platform.post(user, `Post of ${name}`);
  const comments = await platform.comments(post, other, 40, true);
  await platform.reaction(other, post, "post");
  await platform.reaction(author, comments[39] ?? "", "comment");
  await platform.root.query(
    "INSERT INTO follows (follower_id, target_id, target_type) VALUES ($1, $2, 'user')",
    [other, user],
  );
  return { user, post, comments };
}

it("counts everything that a delete takes along, then takes exactly that", async () => {
  const { user } = await fullUser("clara");
  const preview = await previewDelete(platform.pool, "users", user);
  expect(preview).toMatchObject({
    record: { entity: "users", key: user, title: "Clara" },
    total: 45,
    more: false,
    tables: [
      { entity: "users", label: "people", rows: 1 },
      { entity: "comments", rows: 40 },
      { entity: "reactions", rows: 2 },
      { entity: "follows", rows: 1 },
      { entity: "posts", rows: 1 },
    ],
  });
  const job = await shop.end(await shop.delete("users", user));
  expect(job).toMatchObject({
    state: "done",
    receipt: { total: 45, reason: "asked for in a test" },
  });
  const { cohort = "", events = [], tables = [] } = job.receipt ?? {};
  expect(events.length).toBeGreaterThanOrEqual(5);
  const rows = (list: readonly { entity: string; rows: number }[]) =>
    Object.fromEntries(list.map((table) => [table.entity, table.rows]));
  expect(rows(tables)).toEqual(rows(preview.tables));
  expect(await getCohort(platform.pool, cohort)).toMatchObject({
    cohort,
    total: 45,
    restored: 0,
    attributed: true,
    actor: { kind: "staff", id: platform.staff, name: "Cora" },
    root: { entity: "users", key: user, title: "Clara" },
  });
});

it("says where a record is that was deleted already", async () => {
  const post = await platform.post(author);
  const cohort = await platform.act(removal("posts", post));
  await expect(previewDelete(platform.pool, "posts", post)).rejects.toMatchObject({
    code: "NOT_FOUND",
    details: { deletedCohort: cohort },
  });
  await expect(previewDelete(platform.pool, "posts", randomUUID())).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(previewDelete(platform.pool, "posts", "7")).rejects.toMatchObject({
    code: "BAD_INPUT",
    field: "key",
  });
});

it("refuses when far more hangs on it than the preview counted", async () => {
  const post = await platform.post(author);
  const input = { entity: "posts", key: post, expectedTotal: 1 };
  await platform.comments(post, other, 50);
  const ask = { actor: platform.staff, requestId: "r", reason: "because", title: "Delete" };
  const id = await shop.jobs.add({ ...ask, name: "delete", total: 1, input });
  expect(await shop.end(id)).toMatchObject({ state: "failed", error: { code: "CONFLICT" } });
  expect(await platform.one("SELECT count(*)::int FROM comments WHERE post_id = $1", [post])).toBe(
    50,
  );
});

it("two deletes of one record: one does it, the other is told", async () => {
  const post = await platform.post(author);
  const ids = await Promise.all([shop.delete("posts", post), shop.delete("posts", post)]);
  const ends = await Promise.all(ids.map((id) => shop.end(id)));
  expect(ends.map(({ state }) => state).toSorted()).toEqual(["done", "failed"]);
  expect(ends.find(({ state }) => state === "failed")?.error?.code).toBe("NOT_FOUND");
});

it("lists cohorts by pages, newest first, by entity, actor and time", async () => {
  const cohorts: string[] = [];
  for (let index = 0; index < 5; index++) {
    const post = await platform.post(author, `Listed ${index}`);
    await platform.comments(post, other, index, true);
    cohorts.unshift(await platform.act(removal("posts", post)));
  }
  const first = await listCohorts(platform.pool, { limit: 2 });
  expect(first.rows.map(({ cohort }) => cohort)).toEqual(cohorts.slice(0, 2));
  const second = await listCohorts(platform.pool, { limit: 3, cursor: first.nextCursor ?? "" });
  expect(second.rows.map(({ cohort }) => cohort)).toEqual(cohorts.slice(2));
  expect(first.rows[0]).toMatchObject({
    total: 5,
    root: { entity: "posts", title: "Listed 4" },
    tables: [
      { entity: "posts", rows: 1, restored: 0 },
      { entity: "comments", rows: 4, restored: 0 },
    ],
  });
  const only = async (filter: object) =>
    (await listCohorts(platform.pool, { limit: 200, ...filter })).rows.map(({ cohort }) => cohort);
  expect(await only({ entity: "comments" })).toEqual(expect.arrayContaining(cohorts.slice(0, 4)));
  expect(await only({ entity: "comments" })).not.toContain(cohorts[4]);
  expect(await only({ entity: "hashtags" })).toEqual([]);
  expect(await only({ actor: platform.staff })).toEqual(await only({}));
  expect(await only({ actor: author })).toEqual([]);
  expect(await only({ from: "2999-01-01" })).toEqual([]);
  expect(await only({ to: "2999-01-01" })).toEqual(await only({}));
});

it("finds the root also where comments hang on comments", async () => {
  const post = await platform.post(author);
  const [top = ""] = await platform.comments(post, other, 200, true);
  const cohort = await platform.act(removal("comments", top));
  expect(await getCohort(platform.pool, cohort)).toMatchObject({
    total: 200,
    root: { entity: "comments", key: top, title: "Comment 1" },
  });
});

it("counts what was restored of a cohort", async () => {
  const post = await platform.post(author);
  await platform.comments(post, other, 3);
  const cohort = await platform.act(removal("posts", post));
  const deletedId = Number(
    await platform.one("SELECT deleted_id FROM archive.posts WHERE id = $1", [post]),
  );
  await shop.end(await shop.restore({ cohort, only: [{ entity: "posts", key: post, deletedId }] }));
  expect(await getCohort(platform.pool, cohort)).toMatchObject({
    total: 4,
    restored: 1,
    tables: [
      { entity: "posts", rows: 1, restored: 1 },
      { entity: "comments", rows: 3, restored: 0 },
    ],
  });
});

it("pages through a cohort's rows, without secrets", async () => {
  const { user, comments } = await fullUser("doris");
  const cohort = await platform.act(removal("users", user));
  const people = await listCohortRows(platform.pool, { cohort, entity: "users", limit: 10 });
  expect(people.rows).toMatchObject([
    { key: user, title: "Doris", restored: false, values: { username: "doris" } },
  ]);
  expect(people.rows[0]?.values).not.toHaveProperty("passwordHash");
  const keys: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCohortRows>> = await listCohortRows(platform.pool, {
      cohort,
      entity: "comments",
      limit: 7,
      cursor: cursor ?? undefined,
    });
    keys.push(...page.rows.map(({ key }) => key));
    const child = page.rows.find(({ key }) => key === comments[1]);
    if (child) expect(child.parentKey).toBe(comments[0]);
    cursor = page.nextCursor;
  } while (cursor);
  expect(keys.toSorted()).toEqual(comments.toSorted());
  await expect(
    listCohortRows(platform.pool, { cohort, entity: "blogs", limit: 7 }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("counts 20,000 rows of a person in a few seconds", async () => {
  const busy = await platform.user("busy");
  await platform.root.query(
    "INSERT INTO posts (author_id, content) SELECT $1, 'n' FROM generate_series(1, 2000)",
    [busy],
  );
  await platform.root.query(
    `INSERT INTO comments (post_id, author_id, content)
     SELECT id, $2, 'c' FROM posts, generate_series(1, 9) WHERE author_id = $1`,
    [busy, other],
  );
  const began = performance.now();
  expect(await previewDelete(platform.pool, "users", busy)).toMatchObject({ total: 20_001 });
  expect(performance.now() - began).toBeLessThan(4_000);
});

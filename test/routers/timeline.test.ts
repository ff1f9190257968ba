import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { write } from "../../server/stores/postgres/write.ts";
import type { Change, TimelineEntry } from "../../shared/schemas/audit.ts";
import { openApi } from "./support.ts";

const api = await openApi();
const caller = api.as("compliance");

/** One transaction; resolves to its cohort. */
const act = (reason: string, text: string, values: unknown[] = []) =>
  write(
    api.pool,
    { actorKind: "job", actor: "test", requestId: "request-1", reason },
    async ({ client, xid }) => {
      await client.query(text, values);
      return `1:${await xid()}`;
    },
  );

const set = (id: string, assignments: string, values: unknown[] = []) =>
  act("edit", `UPDATE users SET ${assignments} WHERE id = $1`, [id, ...values]);

const changesBy = ({ changes }: TimelineEntry) =>
  Object.fromEntries(changes.map(({ property, before, after }) => [property, [before, after]]));

it("tells a whole life, newest first, with each value before and after", async () => {
  const { id } = await api.make.user({ fullName: "Ann", bio: null });
  await set(id, "bio = 'one', full_name = 'Anna'");
  await set(id, "bio = 'two'");
  await set(id, "updated_at = now()");
  await set(id, "bio = NULL, password_hash = 'changed'");
  const cohort = await act("spam", "DELETE FROM users WHERE id = $1", [id]);
  const { rows } = await api.pool.query<{ deleted_id: number }>(
    "SELECT deleted_id FROM archive.users WHERE id = $1",
    [id],
  );
  const restored = await act("mistake", "SELECT archive.restore_users($1)", [
    JSON.stringify([{ deleted_id: rows[0]?.deleted_id, id }]),
  ]);
  await set(id, "full_name = 'Annabel'");

  const { rows: all, nextCursor } = await caller.records.timeline({ entity: "users", key: id });
  expect(nextCursor).toBeNull();
  expect(all.map(({ operation }) => operation)).toEqual([
    "update",
    "restore",
    "delete",
    "update",
    "update",
    "update",
    "insert",
  ]);
  expect(all.map(changesBy)).toEqual([
    { fullName: ["Anna", "Annabel"] },
    {},
    {},
    { bio: ["two", null], passwordHash: [null, null] },
    { bio: ["one", "two"] },
    { bio: [null, "one"], fullName: ["Ann", "Anna"] },
    {},
  ]);
  const secret = all[3]?.changes.find(({ property }) => property === "passwordHash");
  expect(secret).toMatchObject({ name: "password_hash", secret: true });
  expect(all[2]).toMatchObject({ cohort, reason: "spam", transaction: cohort });
  expect(all[1]).toMatchObject({ restoredFrom: cohort, transaction: restored });
  expect(all[0]).toMatchObject({
    actor: { kind: "job", id: "test", name: null },
    role: "bellamy_console",
    requestId: "request-1",
    attributed: true,
    demo: false,
  });
  expect(JSON.stringify(all)).not.toMatch(/not a hash|"changed"/);

  const pages: TimelineEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await caller.records.timeline({ entity: "users", key: id, limit: 2, cursor });
    pages.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(pages).toEqual(all);
});

it("follows a record to the keys it had before", async () => {
  const old = await api.make.user({ bio: "first" });
  await set(old.id, "bio = 'second'");
  const id = randomUUID();
  await set(old.id, "id = $2, bio = 'third'", [id]);
  await set(id, "full_name = 'Later'");

  const { rows } = await caller.records.timeline({ entity: "users", key: id });
  expect(rows.map(changesBy)).toEqual([
    { fullName: [old.fullName, "Later"] },
    { id: [old.id, id], bio: ["second", "third"] },
    { bio: ["first", "second"] },
    {},
  ]);
  const before = await caller.records.timeline({ entity: "users", key: old.id });
  expect(before.rows.map(changesBy)).toEqual([
    { id: [old.id, id], bio: ["second", "third"] },
    { bio: ["first", "second"] },
    {},
  ]);
});

it("keeps two records apart that exchange their keys", async () => {
  const [a, b] = [await api.make.user({ bio: "A" }), await api.make.user({ bio: "B" })];
  const third = randomUUID();
  await set(a.id, "id = $2", [third]);
  await set(b.id, "id = $2", [a.id]);
  await set(third, "id = $2", [b.id]);
  await set(b.id, "bio = 'A again'");
  const { rows } = await caller.records.timeline({ entity: "users", key: b.id });
  const bios = rows.flatMap((entry) => entry.changes).filter(({ property }) => property === "bio");
  expect(bios.map(({ before, after }: Change) => [before, after])).toEqual([["A", "A again"]]);
  expect(rows.at(-1)?.operation).toBe("insert");
  const events = await caller.audit.list({ entity: "users", key: a.id });
  expect(events.rows.at(-1)?.sequence).toBe(rows.at(-1)?.event);
});

it("reads a composite key, also when a part of it changed", async () => {
  const { make } = api;
  const user = await make.user();
  const [one, two] = [await make.post(user.id), await make.post(user.id)];
  const tag = randomUUID();
  await act("tag", "INSERT INTO hashtags (id, name) VALUES ($1, 'sea')", [tag]);
  await act("tag", "INSERT INTO post_hashtags VALUES ($1, $2)", [one.id, tag]);
  await act("move", "UPDATE post_hashtags SET post_id = $1 WHERE post_id = $2", [two.id, one.id]);
  const { rows } = await caller.records.timeline({
    entity: "post_hashtags",
    key: `${two.id}~${tag}`,
  });
  expect(rows.map(changesBy)).toEqual([{ postId: [one.id, two.id] }, {}]);
});

it("is empty for a record that never was, and says what a key looks like", async () => {
  const none = await caller.records.timeline({ entity: "users", key: randomUUID() });
  expect(none).toEqual({ rows: [], nextCursor: null });
  const wrong = caller.records.timeline({ entity: "post_hashtags", key: randomUUID() });
  await expect(wrong).rejects.toThrow(/joined by "~"/);
  await expect(caller.records.timeline({ entity: "cats", key: "1" })).rejects.toThrow(
    /"entity" is not valid: expected one of users, posts/,
  );
});

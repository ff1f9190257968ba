import { describe, expect, it } from "vitest";
import type { Entity } from "../../../drizzle/audit/entity.ts";
import { users } from "../../../drizzle/entities/users.ts";
import { registry } from "../../../drizzle/registry.ts";
import { byStaff, expectHistory, historyOf, updated } from "../history.ts";
import { nullable } from "../samples.ts";
import { givenRows, liveRows, otherValues, updateRows } from "../rows.ts";
import { act, openStage } from "../support.ts";

const stage = await openStage();

const trackedOf = (entity: Entity) => entity.columns.filter((column) => column.tracked);

/** An entity that is all key (post_hashtags) has nothing to change here; see key-change.test.ts. */
const changeable = registry.filter((entity) => trackedOf(entity).length > 0);

describe.each(changeable)("$name", (entity) => {
  it("one row: the tracked columns as they were, with the names of those that changed", async () => {
    const before = await givenRows(stage.root, entity);
    const after = await otherValues(stage.root, entity, before);
    const xid = await act(stage.console, (client) => updateRows(client, entity, after));
    await expectHistory(stage, xid, updated(entity, [[before[0], after[0]]]));
    expect(await liveRows(stage.root, entity, after)).toEqual(after);
  });

  it("one column at a time", async () => {
    let [row = {}] = await givenRows(stage.root, entity);
    const [other = {}] = await otherValues(stage.root, entity, [row]);
    for (const { name } of trackedOf(entity)) {
      const after = { ...row, [name]: other[name] ?? null };
      const before = row;
      const xid = await act(stage.console, (client) => updateRows(client, entity, [after], [name]));
      await expectHistory(stage, xid, updated(entity, [[before, after]]));
      row = after;
    }
  });

  it("to NULL and back", async () => {
    const names = nullable(entity).map(({ name }) => name);
    if (names.length === 0) return;
    const [full = {}] = await givenRows(stage.root, entity);
    const empty = { ...full, ...Object.fromEntries(names.map((name) => [name, null])) };
    const emptied = await act(stage.console, (c) => updateRows(c, entity, [empty], names));
    await expectHistory(stage, emptied, updated(entity, [[full, empty]]));
    const refilled = await act(stage.console, (c) => updateRows(c, entity, [full], names));
    await expectHistory(stage, refilled, updated(entity, [[empty, full]]));
  });

  it("many rows are one event, each with its own values before", async () => {
    const before = await givenRows(stage.root, entity, 5);
    const after = await otherValues(stage.root, entity, before);
    const xid = await act(stage.console, (client) => updateRows(client, entity, after));
    const pairs = before.map((row, index) => [row, after[index]] as const);
    await expectHistory(stage, xid, updated(entity, pairs));
  });

  it("of many rows only those are logged that changed", async () => {
    const before = await givenRows(stage.root, entity, 5);
    const other = await otherValues(stage.root, entity, before);
    const after = before.map((row, index) => (index % 2 === 1 ? (other[index] ?? row) : row));
    const xid = await act(stage.console, (client) => updateRows(client, entity, after));
    const pairs = before.map((row, index) => [row, after[index]] as const);
    await expectHistory(stage, xid, updated(entity, pairs));
  });

  it("no row, or to the same value, leaves nothing", async () => {
    const rows = await givenRows(stage.root, entity, 2);
    const xid = await act(stage.console, async (client) => {
      await updateRows(client, entity, []);
      await updateRows(client, entity, rows);
      await updateRows(client, entity, rows.slice(0, 1));
    });
    await expectHistory(stage, xid, []);
  });
});

const counting = registry.filter((entity) => entity.columns.some((c) => !c.tracked && !c.key));

it.each(counting)("$name: a change of untracked columns only leaves nothing", async (entity) => {
  const untracked = entity.columns.filter((column) => !column.tracked && !column.key);
  const names = untracked.map(({ name }) => name);
  const before = await givenRows(stage.root, entity, 2);
  const after = await otherValues(stage.root, entity, before, untracked);
  const xid = await act(stage.console, async (client) => {
    await updateRows(client, entity, after, names);
    await updateRows(client, entity, before.slice(0, 1), names);
  });
  await expectHistory(stage, xid, []);
  expect(await liveRows(stage.root, entity, before)).toEqual([before[0], after[1]]);
});

it("logs a secret by its name, never by its value", async () => {
  const [before = {}] = await givenRows(stage.root, users);
  const xid = await act(stage.console, (client) =>
    client.query("UPDATE users SET password_hash = 'new', bio = 'new' WHERE id = $1", [
      before["id"],
    ]),
  );
  const [told] = await historyOf(stage.root, xid);
  expect(told).toEqual({
    event: {
      ...byStaff,
      entity: "users",
      operation: "update",
      rows: "1",
      generation: "1",
      demo: "f",
      marked: "f",
    },
    log: [
      {
        id: before["id"],
        changed: "{password_hash,bio}",
        id_before: null,
        email: null,
        username: null,
        full_name: null,
        profile_picture_url: null,
        cover_photo_url: null,
        bio: before["bio"],
        created_at: null,
      },
    ],
    archive: [],
  });
});

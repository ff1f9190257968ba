import { integer, primaryKey, text } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { auditedTable } from "../../../drizzle/audit/audited-table.ts";
import { type Entity, liveName, logName } from "../../../drizzle/audit/entity.ts";
import { postHashtags } from "../../../drizzle/entities/post-hashtags.ts";
import { users } from "../../../drizzle/entities/users.ts";
import { registry } from "../../../drizzle/registry.ts";
import { byRoot, expectHistory, updated } from "../history.ts";
import { addEntities } from "../probe.ts";
import { pick, type Row } from "../samples.ts";
import { absentRows, givenRows, insertRows, rekeyRows } from "../rows.ts";
import { act, openStage } from "../support.ts";

const stage = await openStage();

const ring = auditedTable(
  "ring",
  { id: integer().primaryKey(), label: text().notNull() },
  { labels: { one: "link", many: "links" } },
);
const grid = auditedTable(
  "grid",
  { x: integer().notNull(), y: integer().notNull(), label: text().notNull() },
  { labels: { one: "cell", many: "cells" } },
  (self) => [primaryKey({ name: "grid_pkey", columns: [self.x, self.y] })],
);
await addEntities(stage, [ring, grid]);
// A unique index that is not deferrable is checked row by row and refuses a permutation.
await stage.root.query(`ALTER TABLE ring DROP CONSTRAINT ring_pkey, ADD PRIMARY KEY (id) DEFERRABLE;
  ALTER TABLE grid DROP CONSTRAINT grid_pkey, ADD PRIMARY KEY (x, y) DEFERRABLE`);

/** The rows under keys that are free; of a key of many columns the last changes. */
async function underFreshKeys(entity: Entity, rows: readonly Row[]): Promise<Row[]> {
  const free = await absentRows(stage.root, entity, rows.length);
  const moved = entity.key.slice(-1);
  return rows.map((row, index) => ({ ...row, ...pick(free[index] ?? {}, moved) }));
}

describe.each(registry)("$name", (entity) => {
  it.each([1, 4])("%i keys change: each row's key before is whole", async (count) => {
    const before = await givenRows(stage.root, entity, count);
    const after = await underFreshKeys(entity, before);
    const xid = await act(stage.console, (client) => rekeyRows(client, entity, before, after));
    await expectHistory(
      stage,
      xid,
      updated(
        entity,
        before.map((row, index) => [row, after[index]] as const),
      ),
    );
  });
});

it("a permutation of two keys tells which row went where", async () => {
  const [a, b] = [
    { id: "-1", label: "a" },
    { id: "-2", label: "b" },
  ];
  await insertRows(stage.root, ring, [a, b]);
  const xid = await act(stage.root, (client) =>
    client.query("UPDATE ring SET id = CASE id WHEN -1 THEN -2 ELSE -1 END WHERE id < 0"),
  );
  const swapped = updated(
    ring,
    [
      [a, { ...a, id: "-2" }],
      [b, { ...b, id: "-1" }],
    ],
    byRoot,
  );
  await expectHistory(stage, xid, swapped);
});

it("a permutation of one half of a key keeps both halves before", async () => {
  const cells = ["0", "1", "2"].map((y) => ({ x: "7", y, label: `cell ${y}` }));
  await insertRows(stage.root, grid, cells);
  const after = cells.map((cell) => ({ ...cell, y: String((Number(cell.y) + 1) % 3) }));
  const xid = await act(stage.root, (client) =>
    client.query("UPDATE grid SET y = (y + 1) % 3 WHERE x = 7"),
  );
  await expectHistory(
    stage,
    xid,
    updated(
      grid,
      cells.map((cell, index) => [cell, after[index]] as const),
      byRoot,
    ),
  );
});

it("20,000 keys permuted, with every other label changed too, pair up without one mistake", async () => {
  await stage.root.query(
    "INSERT INTO ring SELECT n, 'link ' || n FROM generate_series(1, 20000) n ORDER BY random()",
  );
  const xid = await act(stage.root, (client) =>
    client.query(
      "UPDATE ring SET id = id % 20000 + 1, label = CASE id % 2 WHEN 0 THEN label || '!' ELSE label END WHERE id > 0",
    ),
  );
  const { rows } = await stage.root.query(
    `SELECT count(*) AS logged,
       count(*) FILTER (WHERE l.id <> l.id_before % 20000 + 1) AS mispaired,
       count(*) FILTER (WHERE l.label IS DISTINCT FROM CASE l.id_before % 2 WHEN 0 THEN 'link ' || l.id_before END) AS mislabelled
     FROM log.ring l JOIN log.event e ON e.sequence = l.event WHERE e.xid = $1`,
    [xid],
  );
  expect(rows).toEqual([{ logged: "20000", mispaired: "0", mislabelled: "0" }]);
});

/** Every event of a record, whatever keys it had: the way a timeline reads. */
async function operationsOf(entity: Entity, key: Row): Promise<string[]> {
  const same = (left: string, right: string, suffix = "") =>
    entity.key.map(({ name }) => `${left}.${name} = ${right}.${name}${suffix}`).join(" AND ");
  const keys = entity.key.map(({ name }) => name);
  const { rows } = await stage.root.query<{ operation: string }>(
    `WITH RECURSIVE was AS (
       SELECT ${keys.map((name, index) => `$${index + 1}::uuid AS ${name}`).join(", ")}
       UNION SELECT ${keys.map((name) => `l.${name}_before`).join(", ")}
       FROM was w JOIN ${logName(entity)} l ON ${same("l", "w")} WHERE l.${keys[0]}_before IS NOT NULL
     )
     SELECT e.operation FROM was w JOIN ${logName(entity)} l ON ${same("l", "w")}
     JOIN log.event e ON e.sequence = l.event ORDER BY e.sequence`,
    keys.map((name) => key[name]),
  );
  return rows.map((row) => row.operation);
}

it.each([users, postHashtags])("$name: one history before and after", async (entity) => {
  const [first = {}] = await givenRows(stage.root, entity);
  const [second = {}] = await underFreshKeys(entity, [first]);
  const [third = {}] = await underFreshKeys(entity, [second]);
  await act(stage.console, (client) => rekeyRows(client, entity, [first], [second]));
  await act(stage.console, (client) => rekeyRows(client, entity, [second], [third]));
  expect(await operationsOf(entity, third)).toEqual(["insert", "update", "update"]);
  const { rows } = await stage.root.query(
    `SELECT FROM ${liveName(entity)} t WHERE ${entity.key
      .map(({ name }, index) => `t.${name} = $${index + 1}`)
      .join(" AND ")}`,
    entity.key.map(({ name }) => third[name]),
  );
  expect(rows).toHaveLength(1);
});

import type pg from "pg";
import { type Entity, liveName } from "../../drizzle/audit/entity.ts";
import { pick, type Row, type Sample, sampleRow } from "./samples.ts";

/** The next number of a sample that nobody in this file has used. */
let used = 0;
export const fresh = (): number => ++used;

/** The rows of a parameter (JSON of rows as text) as a table of the entity's own types. */
export function given(entity: Entity, parameter = "$1"): string {
  const typed = entity.columns.map(
    (column) => `"${column.name}"::${column.sqlType} AS "${column.name}"`,
  );
  const texts = entity.columns.map((column) => `"${column.name}" text`);
  return `(SELECT ${typed.join(", ")} FROM jsonb_to_recordset(${parameter}) AS r(${texts.join(", ")}))`;
}

/** Rows as one INSERT … SELECT. */
export async function insertRows(
  client: pg.ClientBase,
  entity: Entity,
  rows: readonly Row[],
): Promise<void> {
  await client.query(`INSERT INTO ${liveName(entity)} SELECT * FROM ${given(entity)} g`, [
    JSON.stringify(rows),
  ]);
}

export async function insertParents(root: pg.ClientBase, samples: readonly Sample[]) {
  for (const sample of samples) {
    for (const { entity, row } of sample.parents) await insertRows(root, entity, [row]);
  }
}

/** `count` rows that are in the table, with their parents. */
export async function givenRows(root: pg.ClientBase, entity: Entity, count = 1): Promise<Row[]> {
  const samples = Array.from({ length: count }, () => sampleRow(entity, fresh()));
  await insertParents(root, samples);
  const rows = samples.map((sample) => sample.row);
  await insertRows(root, entity, rows);
  return rows;
}

/** A row with these values that is in the table, with its parents. */
export async function givenRow(root: pg.ClientBase, entity: Entity, values: Row): Promise<Row> {
  const sample = sampleRow(entity, fresh());
  await insertParents(root, [sample]);
  const row = { ...sample.row, ...values };
  await insertRows(root, entity, [row]);
  return row;
}

/** `count` rows that are not in the table; their parents are. */
export async function absentRows(root: pg.ClientBase, entity: Entity, count = 1): Promise<Row[]> {
  const samples = Array.from({ length: count }, () => sampleRow(entity, fresh()));
  await insertParents(root, samples);
  return samples.map((sample) => sample.row);
}

/** The same rows with other values in these columns, where they may have others; the parents are there. */
export async function otherValues(
  root: pg.ClientBase,
  entity: Entity,
  rows: readonly Row[],
  columns = entity.columns.filter((column) => column.tracked),
): Promise<Row[]> {
  const samples = rows.map(() => sampleRow(entity, fresh(), 1));
  await insertParents(root, samples);
  return rows.map((row, index) => ({ ...row, ...pick(samples[index]?.row ?? {}, columns) }));
}

/** One UPDATE that gives each of the rows, found by key, these columns (all that are tracked). */
export async function updateRows(
  client: pg.ClientBase,
  entity: Entity,
  rows: readonly Row[],
  columns = entity.columns.filter((column) => column.tracked).map((column) => column.name),
): Promise<void> {
  const set = columns.map((column) => `"${column}" = n."${column}"`).join(", ");
  await client.query(
    `UPDATE ${liveName(entity)} t SET ${set} FROM ${given(entity)} n WHERE ${sameKey(entity, "t", "n")}`,
    [JSON.stringify(rows)],
  );
}

/** `key = key` of the table `left` against the alias `right`. */
export const sameKey = (entity: Entity, left: string, right: string): string =>
  entity.key.map(({ name }) => `${left}."${name}" = ${right}."${name}"`).join(" AND ");

export async function deleteRows(
  client: pg.ClientBase,
  entity: Entity,
  rows: readonly Row[],
): Promise<void> {
  await client.query(
    `DELETE FROM ${liveName(entity)} t USING ${given(entity)} g WHERE ${sameKey(entity, "t", "g")}`,
    [JSON.stringify(rows)],
  );
}

/** One UPDATE that moves each row from its key to the key of the other at the same place. */
export async function rekeyRows(
  client: pg.ClientBase,
  entity: Entity,
  before: readonly Row[],
  after: readonly Row[],
): Promise<void> {
  const moves = before.map((row, index) =>
    Object.fromEntries(
      entity.key.flatMap(({ name }) => [
        [`from_${name}`, row[name]],
        [`to_${name}`, after[index]?.[name]],
      ]),
    ),
  );
  const columns = entity.key.flatMap(({ name }) => [`from_${name} text`, `to_${name} text`]);
  const set = entity.key.map(({ name, sqlType }) => `${name} = m.to_${name}::${sqlType}`);
  const where = entity.key.map(({ name, sqlType }) => `t.${name} = m.from_${name}::${sqlType}`);
  await client.query(
    `UPDATE ${liveName(entity)} t SET ${set.join(", ")}
     FROM jsonb_to_recordset($1) AS m(${columns.join(", ")}) WHERE ${where.join(" AND ")}`,
    [JSON.stringify(moves)],
  );
}

/** The live rows that have the keys of these, in the same order. */
export async function liveRows(
  root: pg.ClientBase,
  entity: Entity,
  keys: readonly Row[],
): Promise<Row[]> {
  const found: Row[] = [];
  for (const key of keys) {
    const { rows } = await root.query<Record<string, string | null>>(
      `SELECT t.* FROM ${liveName(entity)} t JOIN ${given(entity)} k ON ${sameKey(entity, "t", "k")}`,
      [JSON.stringify([key])],
    );
    found.push(...rows);
  }
  return found;
}

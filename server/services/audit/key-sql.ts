import type { Entity, EntityColumn } from "../../../drizzle/audit/entity.ts";
import { keyBefore } from "../../../drizzle/audit/twins.ts";
import type { OrderColumn } from "../../paging.ts";
import { type Parameters, quote } from "../record-sql.ts";

export type KeyValues = Readonly<Record<string, string>>;

/** SQL of the value that a key column is compared with. */
type ValueOf = (column: EntityColumn) => string;

export const valuesOf =
  (key: KeyValues, p: Parameters): ValueOf =>
  (column) =>
    `${p.add(key[column.name])}::${column.sqlType}`;

export const columnsOf =
  (alias: string): ValueOf =>
  (column) =>
    `${alias}.${quote(column.name)}`;

export const keyEquals = (entity: Entity, alias: string, value: ValueOf): string =>
  entity.key.map((column) => `${alias}.${quote(column.name)} = ${value(column)}`).join(" AND ");

/**
 * A row of the log whose update changed the key *from* this value. Of a composite key only some
 * columns may have changed, so it is one case for each choice of columns: an index answers each.
 */
export function keyWas(entity: Entity, alias: string, value: ValueOf): string {
  const cases: string[] = [];
  for (let mask = 1; mask < 2 ** entity.key.length; mask++) {
    const parts = entity.key.map((column, index) => {
      const before = `${alias}.${quote(keyBefore(column))}`;
      return mask & (1 << index)
        ? `${before} = ${value(column)}`
        : `${before} IS NULL AND ${alias}.${quote(column.name)} = ${value(column)}`;
    });
    cases.push(`(${parts.join(" AND ")})`);
  }
  return `(${cases.join(" OR ")})`;
}

/** A row of the log whose update changed the key. */
export const keyChanged = (entity: Entity, alias: string): string =>
  `(${entity.key.map((column) => `${alias}.${quote(keyBefore(column))} IS NOT NULL`).join(" OR ")})`;

/** The key that a row of the log had before its update, a column each. */
export const keyBeforeSql = (column: EntityColumn, alias: string): string =>
  `coalesce(${alias}.${quote(keyBefore(column))}, ${alias}.${quote(column.name)})`;

export const keyOrder = (entity: Entity, alias: string): OrderColumn[] =>
  entity.key.map((column) => ({
    sql: `${alias}.${quote(column.name)}`,
    type: column.kind === "uuid" ? "uuid" : column.kind === "number" ? "bigint" : "text",
  }));

/** What the log keeps the values of, beside the key. */
export const loggedColumns = (entity: Entity): EntityColumn[] =>
  entity.columns.filter(({ tracked, secret, key }) => tracked && !secret && !key);

/**
 * The log's columns of values before a change, key first. Queries give them under names of their
 * own, `b0` and so on: an entity may have a column called `role` or `key`, as an event has.
 */
export const beforeNames = (entity: Entity): string[] => [
  ...entity.key.map(keyBefore),
  ...loggedColumns(entity).map(({ name }) => name),
];

export const beforesOf = (
  entity: Entity,
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(beforeNames(entity).map((name, index) => [name, row[`b${index}`]]));

import type { PgTable } from "drizzle-orm/pg-core";
import { retired } from "../keep-twins.ts";
import type { Catalog } from "./catalog.ts";
import { type ExpectedTable, expectedTable } from "./expected.ts";

/** Schema-less spelling of an operator class: the extension may live in any schema. */
const plain = (definition: string) =>
  definition.replaceAll(/\b\w+\.(gin_trgm_ops|gist_trgm_ops)/g, "$1").replaceAll('"', "");

const isTwin = (table: string) => table.startsWith("archive.") || table.startsWith("log.");

/** The generation's default is raised when a dump is restored. */
const varies = new Set(["log.event.generation"]);

/** Tables, columns, types, indexes and constraints that differ, either way. */
export function checkTables(catalog: Catalog, tables: readonly PgTable[]): string[] {
  const expected = tables.map(expectedTable);
  const known = new Set(expected.map((table) => table.table));
  const unknown = catalog.tables
    .filter(
      ({ table, comment }) => !known.has(plain(table)) && !(isTwin(table) && comment === retired),
    )
    .map(({ table }) => `${table}: a table that the registry does not know`);
  return [...unknown, ...expected.flatMap((table) => checkTable(catalog, table))];
}

function checkTable(catalog: Catalog, expected: ExpectedTable): string[] {
  const { table } = expected;
  const own = <Item extends { table: string }>(items: readonly Item[]) =>
    items.filter((item) => plain(item.table) === table);
  const [found] = own(catalog.tables);
  if (!found) return [`${table}: the table is missing`];
  return [
    ...(found.persistence === "p" ? [] : [`${table}: the table is UNLOGGED`]),
    ...(found.rowSecurity
      ? [`${table}: row security hides rows from whoever reads or writes`]
      : []),
    ...checkColumns(expected, own(catalog.columns)),
    ...compare(`${table}: index`, expected.indexes, own(catalog.indexes)),
    ...compare(`${table}: constraint`, expected.constraints, own(catalog.constraints)),
  ];
}

function checkColumns(expected: ExpectedTable, found: Catalog["columns"]): string[] {
  const { table } = expected;
  const byName = new Map(found.map((column) => [column.name, column]));
  const differences = expected.columns.flatMap((column) => {
    const actual = byName.get(column.name);
    byName.delete(column.name);
    if (!actual) return [`${table}: column ${column.name} is missing`];
    const problems: string[] = [];
    if (actual.type !== column.type) {
      problems.push(`${table}: column ${column.name} is ${actual.type}, expected ${column.type}`);
    }
    if (actual.notNull !== column.notNull) {
      problems.push(
        `${table}: column ${column.name} is ${actual.notNull ? "NOT NULL" : "nullable"}, expected the opposite`,
      );
    }
    if (actual.default !== column.default && !varies.has(`${table}.${column.name}`)) {
      problems.push(
        `${table}: column ${column.name} has the default ${actual.default}, expected ${column.default}`,
      );
    }
    return problems;
  });
  for (const column of byName.values()) {
    if (isTwin(table) && column.comment === retired) continue;
    differences.push(`${table}: column ${column.name} is unknown to the registry`);
  }
  return differences;
}

/** PostgreSQL rewrites a CHECK's expression; what is left after this is the same on both sides. */
const essence = (definition: string) =>
  definition.startsWith("CHECK")
    ? definition
        .replaceAll(/::[a-z ]+/g, "")
        .replaceAll(/[()[\]\s]/g, "")
        .replaceAll("=ANYARRAY", "IN")
    : definition;

function compare(
  label: string,
  expected: ReadonlyMap<string, string>,
  found: readonly { name: string; definition: string }[],
): string[] {
  const byName = new Map(found.map((item) => [item.name, plain(item.definition)]));
  const differences: string[] = [];
  for (const [name, definition] of expected) {
    const actual = byName.get(name);
    byName.delete(name);
    if (actual === undefined) differences.push(`${label} ${name} is missing`);
    else if (essence(actual) !== essence(plain(definition))) {
      differences.push(`${label} ${name} is "${actual}", expected "${plain(definition)}"`);
    }
  }
  for (const name of byName.keys()) differences.push(`${label} ${name} is unknown to the registry`);
  return differences;
}

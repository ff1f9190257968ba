import { createHash } from "node:crypto";
import { toSnakeCase } from "drizzle-orm/casing";
import { getTableConfig, PgDialect, type PgTable } from "drizzle-orm/pg-core";
import type { Entity, EntityColumn } from "../../drizzle/audit/entity.ts";
import { registry } from "../../drizzle/registry.ts";

/** A row as PostgreSQL prints it: column → text. */
export type Row = Readonly<Record<string, string | null>>;

/** A legal row, and the rows that it needs, those first that others need. */
export interface Sample {
  readonly row: Row;
  readonly parents: readonly { readonly entity: Entity; readonly row: Row }[];
}

/**
 * A legal row for any entity, from its columns, foreign keys and check constraints alone. `n` makes
 * it distinct in all that is unique. A variant has the same key (unless that is all foreign keys)
 * and differs in every other column that may differ.
 */
export const sampleRow = (entity: Entity, n: number, variant = 0): Sample =>
  build(entity, uuidOf(`${entity.name} ${n}`), variant);

/** Values of `row` for these columns only. */
export const pick = (row: Row, columns: readonly EntityColumn[]): Row =>
  Object.fromEntries(columns.map((column) => [column.name, row[column.name] ?? null]));

const dialect = new PgDialect();

const checksOf = (entity: Entity): string[] =>
  getTableConfig(entity.live).checks.map((check) => dialect.sqlToQuery(check.value).sql);

/** Columns that may be NULL whatever the others are, and are not in a sample. */
export function nullable(entity: Entity): EntityColumn[] {
  const bound = checksOf(entity).filter((check) => check.includes(" IS "));
  const empty = foreignTables(entity);
  return entity.columns.filter(
    (column) =>
      !column.notNull &&
      empty.get(column.name) !== entity.live &&
      !bound.some((check) => check.includes(column.name)),
  );
}

function build(entity: Entity, mark: string, variant: number): Sample {
  const parentOf = foreignTables(entity);
  const checks = checksOf(entity);
  const parents: { entity: Entity; row: Row }[] = [];
  const row: Record<string, string | null> = {};
  for (const [position, column] of entity.columns.entries()) {
    const parent = parentOf.get(column.name);
    if (leftEmpty(column, checks) || parent === entity.live) {
      row[column.name] = null;
    } else if (parent) {
      const target = entityOf(parent);
      const parentMark = uuidOf(`${mark} ${variant}`, position);
      const made = build(target, parentMark, 0);
      parents.push(...made.parents, { entity: target, row: made.row });
      row[column.name] = parentMark;
    } else {
      row[column.name] = column.key ? mark : valueOf(column, checks, mark, variant);
    }
  }
  return { row, parents };
}

function foreignTables(entity: Entity): Map<string, PgTable> {
  const { foreignKeys } = getTableConfig(entity.live);
  return new Map(
    foreignKeys.flatMap((key) => {
      const { columns, foreignTable } = key.reference();
      return columns.map((column) => [toSnakeCase(column.name), foreignTable] as const);
    }),
  );
}

function entityOf(table: PgTable): Entity {
  const found = registry.find((entity) => entity.live === table);
  if (!found) throw new Error("A foreign key points at a table that is not in the registry");
  return found;
}

/** Of two columns of which exactly one is filled, the second stays empty. */
const leftEmpty = (column: EntityColumn, checks: readonly string[]): boolean =>
  checks.some((check) => new RegExp(`<> \\(${column.name} IS NULL\\)$`).test(check));

function valueOf(
  column: EntityColumn,
  checks: readonly string[],
  mark: string,
  variant: number,
): string {
  const listed = checks
    .map((check) => new RegExp(`^${column.name} IN \\((.*)\\)$`).exec(check)?.[1])
    .find((list) => list !== undefined);
  if (listed) {
    const values = listed.split(", ").map((value) => value.slice(1, -1));
    return values[variant % values.length] ?? "";
  }
  switch (column.kind) {
    case "uuid":
      return uuidOf(`${mark} ${column.name} ${variant}`);
    case "boolean":
      return variant === 1 && !checks.some((check) => check.startsWith(`NOT ${column.name} `))
        ? "t"
        : "f";
    case "number":
      return String((Number.parseInt(uuidOf(mark).slice(-4), 16) % 10_000) * 3 + variant);
    case "time":
      return `2026-03-0${variant + 1} 04:05:06.789012+00`;
    case "json":
      return `{"${column.name}": ${variant}}`;
    case "text":
      return textOf(column, `${mark}/${variant}`);
  }
}

/** Unbounded text has what an escape would get wrong; bounded text is filled to its length at most. */
function textOf(column: EntityColumn, end: string): string {
  const length = /\((\d+)\)/.exec(column.sqlType)?.[1];
  if (!length) return `it's "${column.name}"\t\\N é 😀\n${end}`;
  return `${column.name} ${end}`.slice(-Number(length));
}

/** Ordered by `position`: a pair whose smaller id comes first is made of its columns in order. */
function uuidOf(text: string, position = 0): string {
  const hex = createHash("md5").update(text).digest("hex");
  const first = position.toString(16).padStart(4, "0");
  return `${first}${hex.slice(4, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

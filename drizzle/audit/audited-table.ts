import { getTableColumns, is, SQL } from "drizzle-orm";
import type { BuildColumns, BuildExtraConfigColumns } from "drizzle-orm/column-builder";
import { toSnakeCase } from "drizzle-orm/casing";
import {
  getTableConfig,
  type PgColumn,
  type PgColumnBuilderBase,
  PgDialect,
  type PgTable,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
  pgSchema,
  pgTable,
} from "drizzle-orm/pg-core";
import type {
  ColumnKind,
  Entity,
  EntityColumn,
  EntityLabels,
  PolymorphicTarget,
  Writer,
} from "./entity.ts";
import { archiveTwin, keyBefore, logTwin } from "./twins.ts";

const twinColumns = new Set([
  "event",
  "changed",
  "deleted_id",
  "deleted_at",
  "deleted_by",
  "restored_id",
]);

const liveSchemas = { staff: pgSchema("staff") };

interface AuditOptions<Property extends string> {
  readonly labels: EntityLabels;
  readonly title?: Property;
  readonly search?: readonly Property[];
  readonly sort?: readonly Property[];
  readonly filter?: readonly Property[];
  /** Columns whose changes are not history: counters and `updated_at`. */
  readonly untracked?: readonly Property[];
  readonly secret?: readonly Property[];
  readonly writers?: readonly Writer[];
  readonly target?: PolymorphicTarget & { readonly id: Property; readonly type: Property };
  readonly schema?: keyof typeof liveSchemas;
}

type LiveTable<
  Name extends string,
  Columns extends Record<string, PgColumnBuilderBase>,
> = PgTableWithColumns<{
  name: Name;
  schema: undefined;
  columns: BuildColumns<Name, Columns, "pg">;
  dialect: "pg";
}>;

/**
 * The one definition of an entity. From its columns come the live table, the `archive` twin (whole
 * deleted rows), the `log` twin (values before a change) and, through `triggers.ts`, the triggers.
 */
export function auditedTable<
  Name extends string,
  Columns extends Record<string, PgColumnBuilderBase>,
>(
  table: Name,
  columns: Columns,
  options: AuditOptions<keyof Columns & string>,
  extra: (
    self: BuildExtraConfigColumns<Name, Columns, "pg">,
  ) => PgTableExtraConfigValue[] = () => [],
): Entity & { readonly live: LiveTable<Name, Columns> } {
  const define = (options.schema ? liveSchemas[options.schema].table : pgTable) as typeof pgTable;
  const live: LiveTable<Name, Columns> = define(table, columns, extra);
  const name = options.schema ? `${options.schema}_${table}` : table;
  const described = describeColumns(live, options);
  const key = described.filter((column) => column.key);
  const before = key.map(keyBefore);
  const clash = described.find(
    (column) => twinColumns.has(column.name) || before.includes(column.name),
  );
  if (clash)
    throw new Error(`${name}.${clash.name}: the twins need that name for a column of theirs`);
  const secretKey = key.find((column) => column.secret);
  if (secretKey)
    throw new Error(`${name}.${secretKey.name}: the log names every key, so none can be secret`);
  return {
    name,
    schema: options.schema ?? "public",
    table,
    live,
    archive: archiveTwin(name, described),
    log: logTwin(name, described),
    columns: described,
    key,
    writers: options.writers ?? ["console", "platform", "job"],
    target: options.target,
    labels: options.labels,
    title: options.title,
    search: options.search ?? [],
    sort: options.sort ?? [],
    filter: options.filter ?? [],
  };
}

function describeColumns(
  live: PgTable,
  options: { readonly untracked?: readonly string[]; readonly secret?: readonly string[] },
): EntityColumn[] {
  const config = getTableConfig(live);
  const composite = new Set(
    config.primaryKeys.flatMap((key) => key.columns.map((column) => column.name)),
  );
  return Object.entries(getTableColumns(live)).map(([property, column]) => {
    const key = column.primary || composite.has(column.name);
    const sqlType = column.getSQLType();
    return {
      property,
      name: sqlNameOf(column),
      sqlType,
      kind: kindOf(sqlType),
      notNull: column.notNull,
      defaultSql: defaultOf(column),
      key,
      tracked: !key && !(options.untracked ?? []).includes(property),
      secret: (options.secret ?? []).includes(property),
    };
  });
}

/** A column's name in SQL: the one it was given, else its property's in snake case. */
export const sqlNameOf = (column: { readonly name?: string | undefined; keyAsName: boolean }) =>
  column.keyAsName ? toSnakeCase(column.name ?? "") : (column.name ?? "");

/** SQL of a column's default; undefined: none. */
export function defaultOf(column: PgColumn): string | undefined {
  if (!column.hasDefault || column.default === undefined) return undefined;
  const value: unknown = column.default;
  if (is(value, SQL)) return new PgDialect().sqlToQuery(value.inlineParams()).sql;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  throw new Error(`${column.name} has a default that auditedTable cannot write as SQL`);
}

function kindOf(sqlType: string): ColumnKind {
  if (sqlType === "uuid") return "uuid";
  if (sqlType === "boolean") return "boolean";
  if (/^json/.test(sqlType)) return "json";
  if (/^(timestamp|date)/.test(sqlType)) return "time";
  if (/^(smallint|integer|bigint|numeric|real|double)/.test(sqlType)) return "number";
  return "text";
}

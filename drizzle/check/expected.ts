import { getTableName, is, SQL } from "drizzle-orm";
import {
  getTableConfig,
  IndexedColumn,
  type PgColumn,
  PgDialect,
  type PgTable,
} from "drizzle-orm/pg-core";
import { defaultOf, sqlNameOf } from "../audit/audited-table.ts";

/** A table as the registry has it, in the words of PostgreSQL's own catalog functions. */
export interface ExpectedTable {
  readonly table: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly notNull: boolean;
    /** Without casts; null: none. */
    readonly default: string | null;
  }[];
  /** Name → definition as pg_get_indexdef prints it. */
  readonly indexes: ReadonlyMap<string, string>;
  /** Name → definition as pg_get_constraintdef prints it; a CHECK's before it was rewritten. */
  readonly constraints: ReadonlyMap<string, string>;
}

const dialect = new PgDialect({ casing: "snake_case" });

/** Identifiers that PostgreSQL prints in quotes because they are words of its own. */
const reserved = new Set(["user", "order", "group", "table", "check"]);
const quote = (name: string) => (reserved.has(name) ? `"${name}"` : name);

/** drizzle's spelling of a type in the spelling of format_type. */
export const catalogType = (sqlType: string): string =>
  sqlType
    .replace(/^varchar/, "character varying")
    .replace(/^timestamp( \(\d\))?$/, "timestamp$1 without time zone");

export function expectedTable(table: PgTable): ExpectedTable {
  const config = getTableConfig(table);
  const qualified = `${config.schema ?? "public"}.${config.name}`;
  const indexes = new Map<string, string>();
  const constraints = new Map<string, string>();
  const unique = (name: string, columns: string) =>
    indexes.set(name, `CREATE UNIQUE INDEX ${name} ON ${qualified} USING btree (${columns})`);
  const columnNames = (columns: readonly PgColumn[]) =>
    columns.map((column) => quote(sqlNameOf(column))).join(", ");

  const primary = config.columns.filter((column) => column.primary);
  const keys = config.primaryKeys.map((key) => ({ name: key.getName(), columns: key.columns }));
  if (primary.length > 0) keys.push({ name: `${config.name}_pkey`, columns: primary });
  for (const key of keys) {
    constraints.set(key.name, `PRIMARY KEY (${columnNames(key.columns)})`);
    unique(key.name, columnNames(key.columns));
  }
  for (const constraint of config.uniqueConstraints) {
    const name = constraint.getName() ?? "";
    constraints.set(name, `UNIQUE (${columnNames(constraint.columns)})`);
    unique(name, columnNames(constraint.columns));
  }
  for (const check of config.checks) {
    constraints.set(check.name, `CHECK (${dialect.sqlToQuery(check.value.inlineParams()).sql})`);
  }
  for (const foreignKey of config.foreignKeys) {
    const { columns, foreignColumns, foreignTable } = foreignKey.reference();
    const target = `${getTableConfig(foreignTable).schema ?? "public"}.${getTableName(foreignTable)}`;
    const actions = [
      foreignKey.onUpdate && foreignKey.onUpdate !== "no action"
        ? ` ON UPDATE ${foreignKey.onUpdate.toUpperCase()}`
        : "",
      foreignKey.onDelete && foreignKey.onDelete !== "no action"
        ? ` ON DELETE ${foreignKey.onDelete.toUpperCase()}`
        : "",
    ].join("");
    constraints.set(
      foreignKeyName(config.name, columns, getTableName(foreignTable), foreignColumns),
      `FOREIGN KEY (${columnNames(columns)}) REFERENCES ${target}(${columnNames(foreignColumns)})${actions}`,
    );
  }
  for (const index of config.indexes) {
    const name = index.config.name ?? "";
    indexes.set(name, indexDefinition(qualified, name, index.config));
  }
  return {
    table: qualified,
    columns: config.columns.map((column) => ({
      name: sqlNameOf(column),
      type: catalogType(column.getSQLType()),
      default: defaultOf(column)?.replaceAll(/::[a-z ]+(\(\d+\))?/g, "") ?? null,
      notNull: column.notNull || column.primary || keys.some((key) => key.columns.includes(column)),
    })),
    indexes,
    constraints,
  };
}

/** As drizzle-kit names one, cut to the 63 bytes of an identifier. */
function foreignKeyName(
  table: string,
  columns: readonly PgColumn[],
  foreignTable: string,
  foreignColumns: readonly PgColumn[],
): string {
  const names = (list: readonly PgColumn[]) => list.map(sqlNameOf).join("_");
  return `${table}_${names(columns)}_${foreignTable}_${names(foreignColumns)}_fk`.slice(0, 63);
}

type IndexConfig = ReturnType<typeof getTableConfig>["indexes"][number]["config"];

function indexDefinition(table: string, name: string, config: IndexConfig): string {
  const columns = config.columns.map((column) => {
    if (is(column, SQL)) return dialect.sqlToQuery(column.inlineParams()).sql;
    if (!is(column, IndexedColumn)) throw new Error(`${name} has a column that cannot be read`);
    const { order, nulls, opClass } = column.indexConfig;
    const direction = order === "desc" ? " DESC" : "";
    const position =
      order === "desc"
        ? nulls === "last"
          ? " NULLS LAST"
          : ""
        : nulls === "first"
          ? " NULLS FIRST"
          : "";
    return `${quote(sqlNameOf(column))}${opClass ? ` ${opClass}` : ""}${direction}${position}`;
  });
  const options = Object.entries(config.with ?? {}).map(([key, value]) => `${key}='${value}'`);
  const predicate = config.where && dialect.sqlToQuery(config.where.inlineParams()).sql;
  // A lone column is printed bare, an expression in parentheses.
  const where = predicate ? ` WHERE ${/^\w+$/.test(predicate) ? predicate : `(${predicate})`}` : "";
  return `CREATE ${config.unique ? "UNIQUE " : ""}INDEX ${name} ON ${table} USING ${config.method ?? "btree"} (${columns.join(", ")})${options.length > 0 ? ` WITH (${options.join(", ")})` : ""}${where}`;
}

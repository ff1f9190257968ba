import { type Entity, liveName } from "../../drizzle/audit/entity.ts";
import { registry } from "../../drizzle/registry.ts";
import type pg from "pg";
import { literal } from "./record-sql.ts";

export type Queryable = Pick<pg.ClientBase, "query">;

/** A reference from one table's rows to another's: a foreign key, or a polymorphic target. */
export interface Reference {
  readonly constraint: string;
  readonly child: Entity;
  readonly columns: readonly string[];
  /** Undefined: a table that is not audited. */
  readonly parent: Entity | undefined;
  readonly parentTable: string;
  readonly parentColumns: readonly string[];
  /** The child's row goes with its parent. */
  readonly cascades: boolean;
  /** Polymorphic: only rows whose type column says so refer to this table. */
  readonly when: { readonly column: string; readonly value: string } | undefined;
}

export interface UniqueKey {
  readonly entity: Entity;
  readonly name: string;
  readonly primary: boolean;
  readonly nullsDistinct: boolean;
  /** SQL of each part: a column or an expression over the table's columns. */
  readonly parts: readonly string[];
  readonly columns: readonly string[];
  readonly predicate: string | null;
}

export interface LiveColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** The database fills it in when an insert leaves it out. */
  readonly filled: boolean;
  /** The archive twin has it; its type there. */
  readonly archiveType: string | null;
}

export interface CheckRule {
  readonly name: string;
  readonly expression: string;
  readonly columns: readonly string[];
}

/** The rules that a row must pass to live, read from the database and not from the registry. */
export interface Catalog {
  readonly references: readonly Reference[];
  readonly uniques: ReadonlyMap<Entity, readonly UniqueKey[]>;
  readonly columns: ReadonlyMap<Entity, readonly LiveColumn[]>;
  readonly checks: ReadonlyMap<Entity, readonly CheckRule[]>;
}

const tableOf = (alias: string) => `format('"%s"."%s"', ${alias}n.nspname, ${alias}c.relname)`;
const columnNames = (numbers: string, relation: string) =>
  `ARRAY(SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY part(number, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = part.number ORDER BY part.place)`;

const referencesSql = `SELECT f.conname AS name, ${tableOf("")} AS child, ${tableOf("p")} AS parent,
    ${columnNames("f.conkey", "f.conrelid")} AS columns,
    ${columnNames("f.confkey", "f.confrelid")} AS "parentColumns", f.confdeltype = 'c' AS cascades
  FROM pg_constraint f
  JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class pc ON pc.oid = f.confrelid JOIN pg_namespace pn ON pn.oid = pc.relnamespace
  WHERE f.contype = 'f' AND f.conparentid = 0 AND n.nspname IN ('public', 'staff')
  ORDER BY child, name`;

const uniquesSql = `SELECT ic.relname AS name, ${tableOf("")} AS table, i.indisprimary AS primary,
    NOT i.indnullsnotdistinct AS "nullsDistinct",
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, part, true)
      FROM generate_series(1, i.indnkeyatts) part ORDER BY part) AS parts,
    ${columnNames("i.indkey::int2[]", "i.indrelid")} AS columns,
    pg_get_expr(i.indpred, i.indrelid) AS predicate
  FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE i.indisunique AND n.nspname IN ('public', 'staff') ORDER BY i.indisprimary DESC, name`;

const columnsSql = `SELECT a.attname AS name, ${tableOf("")} AS table,
    format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "notNull",
    a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '' AS filled,
    (SELECT format_type(t.atttypid, t.atttypmod) FROM pg_attribute t
      WHERE t.attrelid = to_regclass(format('archive.%I',
        CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '_' END || c.relname))
      AND t.attname = a.attname AND NOT t.attisdropped) AS "archiveType"
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'staff') AND c.relkind IN ('r', 'p') AND a.attnum > 0
    AND NOT a.attisdropped ORDER BY c.oid, a.attnum`;

const checksSql = `SELECT k.conname AS name, ${tableOf("")} AS table,
    pg_get_expr(k.conbin, k.conrelid) AS expression,
    ${columnNames("k.conkey", "k.conrelid")} AS columns
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE k.contype = 'c' AND n.nspname IN ('public', 'staff') ORDER BY name`;

const byTable = new Map(registry.map((entity) => [liveName(entity), entity]));

/** Read anew for each act: a migration may have run since the server started. */
export async function readCatalog(db: Queryable): Promise<Catalog> {
  const [references, uniques, columns, checks] = await Promise.all([
    readReferences(db),
    db.query<Omit<UniqueKey, "entity"> & { table: string }>(uniquesSql),
    db.query<LiveColumn & { table: string }>(columnsSql),
    db.query<CheckRule & { table: string }>(checksSql),
  ]);
  return {
    references,
    uniques: grouped(uniques.rows, (row, entity) => ({ ...row, entity })),
    columns: grouped(columns.rows, (row) => row),
    checks: grouped(checks.rows, (row) => row),
  };
}

interface ForeignKeyRow extends Pick<Reference, "columns" | "parentColumns" | "cascades"> {
  name: string;
  child: string;
  parent: string;
}

/** Foreign keys of audited tables, and polymorphic targets. */
export async function readReferences(db: Queryable): Promise<Reference[]> {
  const { rows } = await db.query<ForeignKeyRow>(referencesSql);
  const foreignKeys = rows.flatMap(({ name, child, parent, ...rest }): Reference[] => {
    const entity = byTable.get(child);
    if (!entity) return [];
    const ends = { child: entity, parent: byTable.get(parent), parentTable: parent };
    return [{ ...rest, ...ends, constraint: name, when: undefined }];
  });
  return [...foreignKeys, ...registry.flatMap(targetsOf)];
}

/** `follow_*` triggers treat a polymorphic target like a cascading foreign key; so does a restore. */
function targetsOf(entity: Entity): Reference[] {
  const target = entity.target;
  if (!target) return [];
  const column = (property: string) =>
    entity.columns.find((candidate) => candidate.property === property)?.name ?? property;
  return Object.entries(target.entities).flatMap(([value, name]): Reference[] => {
    const parent = registry.find((candidate) => candidate.name === name);
    if (!parent) return [];
    return [
      {
        constraint: `${entity.name}_${value}_target`,
        child: entity,
        columns: [column(target.id)],
        parent,
        parentTable: liveName(parent),
        parentColumns: parent.key.map((part) => part.name),
        cascades: true,
        when: { column: column(target.type), value },
      },
    ];
  });
}

function grouped<Row extends { table: string }, Value>(
  rows: readonly Row[],
  make: (row: Row, entity: Entity) => Value,
): Map<Entity, Value[]> {
  const result = new Map<Entity, Value[]>(registry.map((entity) => [entity, []]));
  for (const row of rows) {
    const entity = byTable.get(row.table);
    if (entity) result.get(entity)?.push(make(row, entity));
  }
  return result;
}

/** `child` refers to `parent` by `reference`, in SQL. Null columns refer to nothing. */
export function refersTo(reference: Reference, child: string, parent: string): string {
  const pairs = reference.columns.map(
    (column, index) => `${child}."${column}" = ${parent}."${reference.parentColumns[index]}"`,
  );
  return [...pairs, ...whenSql(reference, child)].join(" AND ");
}

/** The polymorphic condition, as a list for joining by AND. */
export const whenSql = ({ when }: Reference, child: string): string[] =>
  when ? [`${child}."${when.column}" = ${literal(when.value)}`] : [];

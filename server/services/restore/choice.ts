import { archiveName, type Entity } from "../../../drizzle/audit/entity.ts";
import { findEntity } from "../../../drizzle/registry.ts";
import type { Choice } from "../../../shared/jobs.ts";
import type { Catalog, LiveColumn, Queryable } from "../catalog.ts";
import { keySql, Parameters, parseKey, quote, sameKey } from "../record-sql.ts";
import { Refusal } from "../refusal.ts";

export type ArchiveKey = { readonly deleted_id: number } & Readonly<
  Record<string, string | number>
>;

/** The chosen rows of one table: whole delete events, or rows by name. */
interface ChosenRows {
  readonly events: readonly number[];
  readonly rows: readonly ArchiveKey[];
}

export interface Chosen {
  readonly cohorts: readonly string[];
  readonly tables: ReadonlyMap<Entity, ChosenRows>;
  /** Rows were named one by one, so one of them that is back already is an obstacle. */
  readonly named: boolean;
}

export interface DeleteEvent {
  readonly sequence: number;
  readonly entity: Entity;
  readonly rows: number;
  readonly cohort: string;
}

export function parseCohort(cohort: string): { generation: number; xid: string } {
  const [generation = "", xid = ""] = cohort.split(":");
  return { generation: Number(generation), xid };
}

/** The delete events of a cohort, in order; none for a cohort that does not exist. */
export async function deleteEvents(db: Queryable, cohort: string): Promise<DeleteEvent[]> {
  const { generation, xid } = parseCohort(cohort);
  if (generation > 2 ** 31 - 1 || BigInt(xid) >= 2n ** 64n) return [];
  const { rows } = await db.query<{ sequence: number; entity: string; rows: number }>(
    `SELECT sequence, entity, rows FROM log.event
     WHERE xid = $1::xid8 AND generation = $2 AND operation = 'delete' ORDER BY sequence`,
    [xid, generation],
  );
  return rows.flatMap(({ entity: name, ...event }) => {
    const entity = findEntity(name);
    // Staff accounts are no content: bringing one back is not a restore's to do.
    return entity && entity.schema === "public" ? [{ ...event, entity, cohort }] : [];
  });
}

/** Turns a choice into rows of archive tables. NOT_FOUND for a cohort that is none. */
export async function resolveChoice(db: Queryable, choice: Choice): Promise<Chosen> {
  const cohorts = [...new Set([choice.cohort, ...(choice.with ?? [])])];
  const events = (
    await Promise.all(
      cohorts.map(async (cohort) => {
        const found = await deleteEvents(db, cohort);
        if (found.length === 0) {
          throw new Refusal("NOT_FOUND", `There is no deletion ${cohort}.`, { field: "cohort" });
        }
        return found;
      }),
    )
  ).flat();
  const bySequence = new Map(events.map((event) => [event.sequence, event]));
  const tables = new Map<Entity, { events: number[]; rows: ArchiveKey[] }>();
  const of = (entity: Entity) => {
    const found = tables.get(entity) ?? { events: [], rows: [] };
    tables.set(entity, found);
    return found;
  };
  const narrowed = new Set<string>(choice.only ? [choice.cohort] : []);
  for (const row of choice.only ?? []) {
    const event = bySequence.get(row.deletedId);
    if (!event || event.entity.name !== row.entity) {
      throw notOfIt(row.entity, row.key);
    }
    narrowed.add(event.cohort);
    of(event.entity).rows.push({
      deleted_id: row.deletedId,
      ...parseKey(event.entity, row.key, "only"),
    });
  }
  for (const [entity, { rows }] of tables) await assertArchived(db, entity, rows);
  for (const event of events) {
    if (!narrowed.has(event.cohort)) of(event.entity).events.push(event.sequence);
  }
  return { cohorts, tables, named: choice.only !== undefined };
}

async function assertArchived(
  db: Queryable,
  entity: Entity,
  rows: readonly ArchiveKey[],
): Promise<void> {
  const p = new Parameters();
  const found = await db.query<{ key: string }>(
    `SELECT ${keySql(entity, "r")} AS key FROM ${namedSql(entity, rows, p)} r
     WHERE NOT EXISTS (SELECT FROM ${archiveName(entity)} a
       WHERE a.deleted_id = r.deleted_id AND ${sameKey(entity, "a", "r")}) LIMIT 1`,
    p.values,
  );
  const [none] = found.rows;
  if (none) throw notOfIt(entity.name, none.key);
}

const notOfIt = (entity: string, key: string) =>
  new Refusal("BAD_INPUT", `${entity} ${key} is not part of this deletion.`, { field: "only" });

/** Rows by name, as a subquery. */
function namedSql(entity: Entity, rows: readonly ArchiveKey[], p: Parameters): string {
  const record = entity.key.map((column) => `${quote(column.name)} ${column.sqlType}`).join(", ");
  return `(SELECT DISTINCT * FROM jsonb_to_recordset(${p.add(JSON.stringify(rows))}::jsonb)
    AS r(deleted_id bigint, ${record}))`;
}

/** The archived row as the restore function will insert it; kept beside `restoreFunction`'s rule. */
function projection(entity: Entity, columns: readonly LiveColumn[]): string {
  const described = new Map(entity.columns.map((column) => [column.name, column]));
  return columns
    .map(({ name, type, archiveType }) => {
      const column = described.get(name);
      // A secret may not be read, and the archive may be older than the column.
      if (!archiveType || !column || column.secret) return `NULL::${type} AS ${quote(name)}`;
      return column.notNull && column.defaultSql && !column.key
        ? `coalesce(a.${quote(name)}, ${column.defaultSql}) AS ${quote(name)}`
        : `a.${quote(name)}`;
    })
    .join(", ");
}

/**
 * The chosen rows of a table as a subquery: `deleted_id` and the live table's columns. Rows that
 * were restored already are left out, or are all there is (`restored`).
 */
export function chosenSql(
  chosen: Chosen,
  entity: Entity,
  catalog: Catalog,
  p: Parameters,
  { restored = false } = {},
): string {
  const rows = chosen.tables.get(entity) ?? { events: [], rows: [] };
  const select = `SELECT a.deleted_id, ${projection(entity, catalog.columns.get(entity) ?? [])}`;
  const state = `a.restored_id IS ${restored ? "NOT NULL" : "NULL"}`;
  const parts: string[] = [];
  if (rows.events.length > 0 || rows.rows.length === 0) {
    parts.push(`${select} FROM ${archiveName(entity)} a
      WHERE ${state} AND a.deleted_id = ANY(${p.add(rows.events)}::bigint[])`);
  }
  if (rows.rows.length > 0) {
    parts.push(`${select} FROM ${archiveName(entity)} a
      JOIN ${namedSql(entity, rows.rows, p)} r ON r.deleted_id = a.deleted_id
        AND ${sameKey(entity, "r", "a")}
      WHERE ${state}`);
  }
  return `(${parts.join(" UNION ALL ")})`;
}

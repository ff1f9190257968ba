import type pg from "pg";
import type { z } from "zod";
import { archiveName, type Entity } from "../../../drizzle/audit/entity.ts";
import { entityNamed, findEntity, registry } from "../../../drizzle/registry.ts";
import type { Cohort, deletedList } from "../../../shared/schemas/deleted.ts";
import type { Page } from "../../../shared/schemas/fields.ts";
import { keyset } from "../../paging.ts";
import { readReferences, type Reference } from "../catalog.ts";
import { conditions, where } from "../filters.ts";
import { keySql, Parameters, quote, titleSql } from "../record-sql.ts";
import { Refusal } from "../refusal.ts";
import { parseCohort } from "../restore/choice.ts";

/** Staff accounts are not content; their deletions are read in the audit log. */
const content = registry.filter(({ schema }) => schema === "public").map(({ name }) => name);

interface Head extends Pick<Cohort, "at" | "actor" | "reason" | "attributed" | "demo"> {
  readonly sequence: number;
  readonly entity: string;
  readonly generation: number;
  readonly xid: string;
}

const headSql = `SELECT e.sequence, e.entity, e.generation, e.xid, e.at, e.reason, e.attributed, e.demo,
    json_build_object('kind', e.actor_kind, 'id', e.actor, 'name', s.name) AS actor
  FROM log.event e
  LEFT JOIN staff.accounts s ON e.actor_kind = 'staff' AND s.id::text = e.actor`;

/** A cohort is shown at its first delete: a parent's trigger fires before its children's. */
const isFirst = (
  entities: string,
) => `e.marked AND e.operation = 'delete' AND e.entity = ANY(${entities})
  AND NOT EXISTS (SELECT FROM log.event b WHERE b.xid = e.xid AND b.generation = e.generation
    AND b.operation = 'delete' AND b.entity = ANY(${entities}) AND b.sequence < e.sequence)`;

/** Deletions, the newest first. */
export async function listCohorts(
  pool: pg.Pool,
  { cursor, limit, ...filters }: z.output<typeof deletedList>,
): Promise<Page<Cohort>> {
  const p = new Parameters();
  const keys = keyset<Head>(
    {
      list: "deleted",
      columns: [{ sql: "e.sequence", type: "bigint" }],
      direction: "desc",
      values: ({ sequence }) => [sequence],
    },
    filters,
    { cursor, limit },
    p,
  );
  const entities = p.add(content);
  const filter = conditions(p, [
    isFirst(entities),
    [
      filters.entity,
      (value) => `EXISTS (SELECT FROM log.event b WHERE b.xid = e.xid
        AND b.generation = e.generation AND b.operation = 'delete' AND b.entity = ${value})`,
    ],
    [filters.actor, (value) => `e.actor = ${value}`],
    [filters.from, (value) => `e.at >= ${value}::timestamptz`],
    [filters.to, (value) => `e.at < ${value}::timestamptz`],
  ]);
  const { rows } = await pool.query<Head>(
    `${headSql} ${where(...filter, keys.where)} ${keys.tail}`,
    p.values,
  );
  const page = keys.page(rows);
  return { ...page, rows: await complete(pool, page.rows) };
}

/** NOT_FOUND when no transaction of this name deleted anything. */
export async function getCohort(pool: pg.Pool, cohort: string): Promise<Cohort> {
  const { generation, xid } = parseCohort(cohort);
  const { rows } = await pool.query<Head>(
    `${headSql} WHERE e.xid = $1::xid8 AND e.generation = $2 AND e.operation = 'delete'
       AND e.entity = ANY($3) ORDER BY e.sequence LIMIT 1`,
    [xid, generation, content],
  );
  const [found] = await complete(pool, rows);
  if (!found) {
    throw new Refusal("NOT_FOUND", `There is no deletion ${cohort}.`, { field: "cohort" });
  }
  return found;
}

interface Part {
  cohort: string;
  entity: string;
  rows: number;
  /** Its events of which something was restored; the pool leaves arrays of bigint as text. */
  restored: string[] | null;
}

/** Adds what was deleted, how much of it is back, and what it all hung on. */
async function complete(pool: pg.Pool, heads: readonly Head[]): Promise<Cohort[]> {
  if (heads.length === 0) return [];
  const [parts, references] = await Promise.all([
    pool.query<Part>(
      `SELECT e.generation || ':' || e.xid AS cohort, e.entity, sum(e.rows)::bigint AS rows,
        array_agg(e.sequence) FILTER (WHERE EXISTS
          (SELECT FROM log.restoration r WHERE r.delete_event = e.sequence)) AS restored
      FROM log.event e
      WHERE e.xid = ANY($1::xid8[]) AND e.operation = 'delete' AND e.entity = ANY($2)
      GROUP BY 1, 2 ORDER BY min(e.sequence)`,
      [heads.map(({ xid }) => xid), content],
    ),
    readReferences(pool),
  ]);
  const [restored, roots] = await Promise.all([
    countRestored(pool, parts.rows),
    findRoots(pool, references, heads),
  ]);
  return heads.map(({ sequence, entity, generation, xid, ...head }) => {
    const cohort = `${generation}:${xid}`;
    const tables = parts.rows
      .filter((part) => part.cohort === cohort)
      .map((part) => ({
        entity: part.entity,
        label: entityNamed(part.entity).labels.many,
        rows: part.rows,
        restored: (part.restored ?? []).reduce(
          (sum, event) => sum + (restored.get(Number(event)) ?? 0),
          0,
        ),
      }));
    return {
      cohort,
      ...head,
      total: tables.reduce((sum, { rows }) => sum + rows, 0),
      restored: tables.reduce((sum, table) => sum + table.restored, 0),
      tables,
      root: { entity, ...(roots.get(sequence) ?? { key: "", title: entity }) },
    };
  });
}

async function countRestored(pool: pg.Pool, parts: readonly Part[]): Promise<Map<number, number>> {
  const events = new Map<string, number[]>();
  for (const { entity, restored } of parts) {
    if (restored) events.set(entity, [...(events.get(entity) ?? []), ...restored.map(Number)]);
  }
  const counts = new Map<number, number>();
  for (const [name, sequences] of events) {
    const { rows } = await pool.query<{ event: number; rows: number }>(
      `SELECT deleted_id AS event, count(*) AS rows FROM ${archiveName(entityNamed(name))}
       WHERE deleted_id = ANY($1::bigint[]) AND restored_id IS NOT NULL GROUP BY 1`,
      [sequences],
    );
    for (const { event, rows: count } of rows) counts.set(event, count);
  }
  return counts;
}

/** Of each first event a row that hangs on none of the same event. */
async function findRoots(
  pool: pg.Pool,
  references: readonly Reference[],
  heads: readonly Head[],
): Promise<Map<number, { key: string; title: string }>> {
  const roots = new Map<number, { key: string; title: string }>();
  for (const name of new Set(heads.map(({ entity }) => entity))) {
    const entity = findEntity(name);
    if (!entity) continue;
    const { rows } = await pool.query<{ event: number; key: string; title: string }>(
      `SELECT e.event, root.key, root.title FROM unnest($1::bigint[]) e(event)
       CROSS JOIN LATERAL (
         SELECT ${keySql(entity, "a")} AS key, ${titleSql(entity, "a")} AS title
         FROM ${archiveName(entity)} a WHERE a.deleted_id = e.event
           ${hangsOnNone(references, entity)} LIMIT 1) root`,
      [heads.flatMap((head) => (head.entity === name ? [head.sequence] : []))],
    );
    for (const { event, ...root } of rows) roots.set(event, root);
  }
  return roots;
}

const hangsOnNone = (references: readonly Reference[], entity: Entity): string =>
  references
    .filter(({ child, parent }) => child === entity && parent === entity)
    .map(({ columns, parentColumns }) => {
      const same = columns.map(
        (column, index) => `up.${quote(parentColumns[index] ?? "")} = a.${quote(column)}`,
      );
      return `AND NOT EXISTS (SELECT FROM ${archiveName(entity)} up
        WHERE ${same.join(" AND ")} AND up.deleted_id = a.deleted_id)`;
    })
    .join(" ");

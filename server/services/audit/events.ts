import type pg from "pg";
import type { z } from "zod";
import { archiveName, logName } from "../../../drizzle/audit/entity.ts";
import { findEntity } from "../../../drizzle/registry.ts";
import type { AuditEvent, AuditFilter, auditList } from "../../../shared/schemas/audit.ts";
import type { Count, Page } from "../../../shared/schemas/fields.ts";
import { countRows, estimateRows } from "../../count.ts";
import { notFound } from "../../errors.ts";
import { keyset } from "../../paging.ts";
import { conditions, where } from "../filters.ts";
import { Parameters, parseKey } from "../record-sql.ts";
import { headSql } from "./head.ts";
import { keyEquals, keyWas, valuesOf } from "./key-sql.ts";
import { knownEntity } from "./known-entity.ts";
import { subjectsOf } from "./subjects.ts";

type Row = Omit<AuditEvent, "label" | "restores" | "subject"> & {
  readonly restores: number[] | null;
};

const eventSql = `e.sequence, e.entity, e.operation, e.rows, ${headSql},
  CASE e.operation WHEN 'insert' THEN (SELECT array_agg(r.delete_event ORDER BY r.delete_event)
    FROM log.restoration r WHERE r.restore_event = e.sequence) END AS restores`;

function filter(input: Omit<AuditFilter, "exact">, p: Parameters): string[] {
  const { entity, key, transaction, unattributed } = input;
  if (entity !== undefined) knownEntity(entity);
  const [generation, xid] = transaction?.split(":") ?? [];
  return conditions(p, [
    [entity, (value) => `e.entity = ${value}`],
    entity !== undefined && key !== undefined ? ofRecord(entity, key, p) : undefined,
    [input.actor, (value) => `e.actor = ${value}`],
    [input.operation, (value) => `e.operation = ${value}`],
    [input.from, (value) => `e.at >= ${value}::timestamptz`],
    [input.to, (value) => `e.at < ${value}::timestamptz`],
    [xid, (value) => `e.xid = ${value}::xid8`],
    [generation, (value) => `e.generation = ${value}::int`],
    unattributed ? "NOT e.attributed" : undefined,
    [input.requestId, (value) => `e.request_id = ${value}`],
  ]);
}

/** Events of one record under this key; its timeline also follows it to older keys. */
function ofRecord(name: string, key: string, p: Parameters): string {
  const entity = knownEntity(name);
  const value = valuesOf(parseKey(entity, key), p);
  return `e.sequence IN (
    SELECT l.event FROM ${logName(entity)} l WHERE ${keyEquals(entity, "l", value)}
    UNION ALL SELECT l.event FROM ${logName(entity)} l WHERE ${keyWas(entity, "l", value)}
    UNION ALL SELECT a.deleted_id FROM ${archiveName(entity)} a WHERE ${keyEquals(entity, "a", value)})`;
}

/**
 * The log is read backwards by its sequence until a page is full. For a stretch of time long ago
 * that would first read everything newer, which the planner cannot know: where the stretch holds
 * far fewer events than came after it, an order that no index has makes it read the stretch alone, by
 * the index on time.
 */
async function sequenceSql(
  pool: pg.Pool,
  { from, to }: Pick<AuditFilter, "from" | "to">,
): Promise<string> {
  if (to === undefined) return "e.sequence";
  const [inside, newer] = await Promise.all(
    [{ from, to }, { from: to }].map((stretch) => {
      const p = new Parameters();
      const text = `SELECT FROM log.event e ${where(...filter(stretch, p))}`;
      return estimateRows(pool, { text, values: p.values });
    }),
  );
  return 2 * (inside ?? 0) < (newer ?? 0) ? "(e.sequence + 0)" : "e.sequence";
}

export async function listEvents(
  pool: pg.Pool,
  { cursor, limit, ...filters }: z.output<typeof auditList>,
): Promise<Page<AuditEvent>> {
  const sequence = await sequenceSql(pool, filters);
  const p = new Parameters();
  const keys = keyset<Row>(
    {
      list: "audit",
      columns: [{ sql: sequence, type: "bigint" }],
      direction: "desc",
      values: (row) => [row.sequence],
    },
    filters,
    { cursor, limit },
    p,
  );
  const { rows } = await pool.query<Row>(
    `WITH e AS MATERIALIZED (
      SELECT e.* FROM log.event e ${where(...filter(filters, p), keys.where)} ${keys.tail}
    )
    SELECT ${eventSql} FROM e ORDER BY e.sequence DESC`,
    p.values,
  );
  const page = keys.page(rows);
  return { ...page, rows: await present(pool, page.rows) };
}

export function countEvents(pool: pg.Pool, input: AuditFilter): Promise<Count> {
  const p = new Parameters();
  const text = `SELECT FROM log.event e ${where(...filter(input, p))}`;
  return countRows(pool, { text, values: p.values, exact: input.exact });
}

export async function getEvent(pool: pg.Pool, sequence: number): Promise<AuditEvent> {
  const { rows } = await pool.query<Row>(
    `SELECT ${eventSql} FROM log.event e WHERE e.sequence = $1`,
    [sequence],
  );
  const [event] = await present(pool, rows);
  if (!event) throw notFound(`event ${sequence}`);
  return event;
}

async function present(pool: pg.Pool, rows: readonly Row[]): Promise<AuditEvent[]> {
  const subjects = await subjectsOf(pool, rows);
  return rows.map(({ restores, ...row }) => {
    const subject = subjects.get(row.sequence);
    const labels = findEntity(row.entity)?.labels;
    return {
      ...row,
      // An entity that has since been dropped keeps its events.
      label: (row.rows === 1 ? labels?.one : labels?.many) ?? row.entity,
      ...(restores ? { restores: restores.map(Number) } : {}),
      ...(subject ? { subject } : {}),
    };
  });
}

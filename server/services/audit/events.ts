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

type Filters = Omit<AuditFilter, "exact">;

const eventSql = `e.sequence, e.entity, e.operation, e.rows, ${headSql},
  CASE e.operation WHEN 'insert' THEN (SELECT array_agg(r.delete_event ORDER BY r.delete_event)
    FROM log.restoration r WHERE r.restore_event = e.sequence) END AS restores`;

function filter(input: Filters, p: Parameters): string[] {
  const { entity, key, transaction, unattributed } = input;
  if (entity !== undefined) knownEntity(entity);
  const [generation, xid] = transaction?.split(":") ?? [];
  return conditions(p, [
    [entity, (value) => `e.entity = ${value}`],
    entity !== undefined && key !== undefined ? ofRecord(entity, key, p) : undefined,
    [input.actor, (value) => `e.actor = ${value}`],
    [input.operation, (value) => `e.operation = ${value}`],
    input.operation === "delete" ? "e.marked" : undefined,
    [input.from, (value) => `e.at >= ${value}::timestamptz`],
    [input.to, (value) => `e.at < ${value}::timestamptz`],
    [xid, (value) => `e.xid = ${value}::xid8`],
    [generation, (value) => `e.generation = ${value}::int`],
    unattributed ? "e.marked AND NOT e.attributed" : undefined,
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

/** Events that are looked through, newest first, before an index is asked: some, then more. */
const nearby = [40_000, 400_000] as const;
/** Finding more than this by the index on time, actor and entity costs more than reading back. */
const many = 200_000;

/** Filters that no ordered index answers, so what they find may lie anywhere in the log. */
const isScattered = ({ key, transaction, unattributed, operation, ...others }: Filters): boolean =>
  key === undefined &&
  transaction === undefined &&
  !unattributed &&
  operation !== "delete" &&
  (operation !== undefined || Object.values(others).some((value) => value !== undefined));

/**
 * Most filters fill a page from the newest events, read backwards. What is rare, or long ago, lies
 * behind a million others: then all of it is gathered by the BRIN on time, actor, entity and
 * request, and sorted. The planner cannot know which, so the short way is tried first.
 */
export async function listEvents(
  pool: pg.Pool,
  { cursor, limit, ...filters }: z.output<typeof auditList>,
): Promise<Page<AuditEvent>> {
  const p = new Parameters();
  const keys = keyset<Row>(
    {
      list: "audit",
      columns: [{ sql: "e.sequence", type: "bigint" }],
      direction: "desc",
      values: ({ sequence }) => [sequence],
    },
    filters,
    { cursor, limit },
    p,
  );
  const chosen = filter(filters, p);
  const read = async (found: string) => {
    const text = `WITH e AS MATERIALIZED (${found}) SELECT ${eventSql} FROM e ${keys.order}`;
    const page = keys.page((await pool.query<Row>(text, p.values)).rows);
    return { ...page, rows: await present(pool, page.rows) };
  };
  const all = `FROM log.event e ${where(...chosen, keys.where)}`;
  if (isScattered(filters)) {
    // A request makes a few events at one moment, which the index finds wherever that was.
    const ahead = filters.requestId ? Number.POSITIVE_INFINITY : await newerThan(pool, filters.to);
    for (const steps of nearby.filter((each) => ahead < each / 2)) {
      const near = `SELECT * FROM log.event e ${where(keys.where)} ${keys.order} LIMIT ${steps}`;
      const page = await read(`SELECT e.* FROM (${near}) e ${where(...chosen)} ${keys.tail}`);
      if (page.nextCursor !== null) return page;
    }
    const estimate = await estimateRows(pool, { text: `SELECT ${all}`, values: p.values });
    // No index has this order, so the planner looks for the rows and not for the order.
    if (estimate < many) {
      return read(`SELECT e.* ${all} ORDER BY e.sequence + 0 DESC LIMIT ${limit + 1}`);
    }
  }
  return read(`SELECT e.* ${all} ${keys.tail}`);
}

/** About how many events a list that ends at this time must pass over. */
const newerThan = async (pool: pg.Pool, to: string | undefined): Promise<number> =>
  to === undefined
    ? 0
    : estimateRows(pool, {
        text: "SELECT FROM log.event e WHERE e.at >= $1::timestamptz",
        values: [to],
      });

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

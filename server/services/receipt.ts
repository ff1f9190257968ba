import { findEntity } from "../../drizzle/registry.ts";
import type { Receipt, TableCount } from "../../shared/jobs.ts";
import type { Queryable } from "./catalog.ts";

interface EventRow {
  sequence: number;
  entity: string;
  operation: "insert" | "update" | "delete";
  rows: number;
  transaction: string;
  reason: string | null;
}

const columns = `sequence, entity, operation, rows, generation || ':' || xid AS transaction, reason`;

/**
 * SQL that holds for the running transaction's own events. A transaction id alone may also be that
 * of one of an earlier generation of the cluster.
 */
export const thisTransaction = `xid = pg_current_xact_id_if_assigned()
  AND generation = (SELECT max(generation) FROM log.event WHERE xid = pg_current_xact_id_if_assigned())`;

/** What the running transaction has done so far; null: nothing. */
export async function receiptOfTransaction(db: Queryable): Promise<Receipt | null> {
  const { rows } = await db.query<EventRow>(
    `SELECT ${columns} FROM log.event WHERE ${thisTransaction} ORDER BY sequence`,
  );
  return receiptFrom(db, rows);
}

/** What a job did before its server ended; `after` is the last event when it was queued. */
export async function receiptOfRequest(
  db: Queryable,
  requestId: string,
  after: number,
): Promise<Receipt | null> {
  const { rows } = await db.query<EventRow>(
    `SELECT ${columns} FROM log.event WHERE sequence > $1 AND request_id = $2 ORDER BY sequence`,
    [after, requestId],
  );
  return receiptFrom(db, rows);
}

async function receiptFrom(db: Queryable, events: readonly EventRow[]): Promise<Receipt | null> {
  const first = events[0];
  if (!first) return null;
  const inserted = events.filter(({ operation }) => operation === "insert");
  const deleted = events.filter(({ operation }) => operation === "delete");
  const restores = inserted.length > 0 ? await restoredCohorts(db, inserted) : [];
  const counted = deleted.length > 0 ? deleted : inserted;
  return {
    transaction: first.transaction,
    ...(deleted.length > 0 ? { cohort: first.transaction } : {}),
    events: events.map(({ sequence }) => sequence),
    tables: countTables(counted),
    total: counted.reduce((sum, { rows }) => sum + rows, 0),
    ...(restores.length > 0 ? { restores } : {}),
    reason: first.reason ?? "",
  };
}

export function countTables(events: readonly { entity: string; rows: number }[]): TableCount[] {
  const counts = new Map<string, number>();
  for (const { entity, rows } of events) counts.set(entity, (counts.get(entity) ?? 0) + rows);
  return [...counts].map(([entity, rows]) => ({
    entity,
    label: findEntity(entity)?.labels.many ?? entity,
    rows,
  }));
}

async function restoredCohorts(db: Queryable, inserted: readonly EventRow[]): Promise<string[]> {
  const { rows } = await db.query<{ cohort: string }>(
    `SELECT DISTINCT d.generation || ':' || d.xid AS cohort FROM log.restoration r
     JOIN log.event d ON d.sequence = r.delete_event
     WHERE r.restore_event = ANY($1::bigint[]) ORDER BY 1`,
    [inserted.map(({ sequence }) => sequence)],
  );
  return rows.map(({ cohort }) => cohort);
}

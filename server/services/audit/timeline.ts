import type pg from "pg";
import type { z } from "zod";
import { archiveName, type Entity, logName } from "../../../drizzle/audit/entity.ts";
import type {
  EventHead,
  Operation,
  TimelineEntry,
  timelineInput,
} from "../../../shared/schemas/audit.ts";
import type { Page } from "../../../shared/schemas/fields.ts";
import { keyset } from "../../paging.ts";
import { conditions, where } from "../filters.ts";
import { Parameters, parseKey, quote } from "../record-sql.ts";
import { changesOf } from "./changes.ts";
import { headSql } from "./head.ts";
import {
  beforeNames,
  beforesOf,
  keyBeforeSql,
  keyChanged,
  keyEquals,
  keyWas,
  type KeyValues,
  loggedColumns,
  valuesOf,
} from "./key-sql.ts";
import { knownEntity } from "./known-entity.ts";
import { valuesAfter, type Values } from "./values-after.ts";

/** A stretch of a record's life under one key: events after `since` and before `until`. */
interface Stretch {
  readonly key: KeyValues;
  readonly since: number | null;
  readonly until: number | null;
}

/** A key that changed more often than this is followed no further back. */
const mostStretches = 50;

interface Row extends EventHead {
  readonly event: number;
  readonly operation: Operation;
  readonly changed: string[] | null;
  readonly restoredFrom: string | null;
  /** The row's own key after the event, and before it. */
  readonly key: KeyValues;
  readonly [column: string]: unknown;
}

/**
 * Everything that happened to one record, newest first: its creation and changes from the log, its
 * deletions from the archive, its restores. A record whose key changed is followed to its older key.
 */
export async function timeline(
  pool: pg.Pool,
  { entity: name, key, cursor, limit }: z.output<typeof timelineInput>,
): Promise<Page<TimelineEntry>> {
  const entity = knownEntity(name);
  const stretches = await stretchesOf(pool, entity, parseKey(entity, key));
  const p = new Parameters();
  const keys = keyset<Row>(
    {
      list: "timeline",
      columns: [{ sql: "h.event", type: "bigint" }],
      direction: "desc",
      values: ({ event }) => [event],
    },
    { name, key },
    { cursor, limit },
    p,
  );
  const arms = stretches.flatMap((stretch) => armsOf(entity, stretch, p));
  const { rows } = await pool.query<Row>(
    `SELECT h.*, e.operation, ${headSql}, ${restoredSql(entity)} AS "restoredFrom"
    FROM (SELECT * FROM (${arms.join("\nUNION ALL\n")}) h ${where(keys.where)} ${keys.tail}) h
    JOIN log.event e ON e.sequence = h.event ${keys.tail}`,
    p.values,
  );
  const page = keys.page(rows);
  return { ...page, rows: await entries(pool, entity, page.rows) };
}

/** From the newest to the oldest. Mostly one: a key changes rarely. */
async function stretchesOf(pool: pg.Pool, entity: Entity, key: KeyValues): Promise<Stretch[]> {
  const found: Stretch[] = [];
  let current = key;
  let until: number | null = null;
  while (found.length < mostStretches) {
    const rename: Rename | undefined = await renameTo(pool, entity, current, until);
    found.push({ key: current, since: rename?.since ?? null, until });
    if (!rename) break;
    current = rename.from;
    until = rename.since;
  }
  return found;
}

interface Rename {
  readonly since: number;
  readonly from: KeyValues;
}

/** The newest event before `until` that gave a record this key in place of another. */
async function renameTo(
  pool: pg.Pool,
  entity: Entity,
  key: KeyValues,
  until: number | null,
): Promise<Rename | undefined> {
  const p = new Parameters();
  const from = entity.key.map((column) => `'${column.name}', ${keyBeforeSql(column, "l")}::text`);
  const { rows } = await pool.query<Rename>(
    `SELECT l.event AS since, json_build_object(${from.join(", ")}) AS "from"
    FROM ${logName(entity)} l
    WHERE ${keyEquals(entity, "l", valuesOf(key, p))} AND ${keyChanged(entity, "l")}
      ${until === null ? "" : `AND l.event < ${p.add(until)}`}
    ORDER BY l.event DESC LIMIT 1`,
    p.values,
  );
  return rows[0];
}

/** The log's rows of the key, the change that left it for another key, and the archive's rows. */
function armsOf(entity: Entity, { key, since, until }: Stretch, p: Parameters): string[] {
  const json = (alias: string) =>
    `json_build_object(${entity.key.map(({ name }) => `'${name}', ${alias}.${quote(name)}::text`).join(", ")}) AS key`;
  const between = (event: string, from: ">" | ">=") =>
    conditions(p, [
      [since ?? undefined, (value) => `${event} ${from} ${value}`],
      [until ?? undefined, (value) => `${event} < ${value}`],
    ]);
  const logged = `SELECT l.event, l.changed, ${json("l")}, ${beforeNames(entity)
    .map((name, index) => `l.${quote(name)} AS b${index}`)
    .join(", ")} FROM ${logName(entity)} l`;
  const archived = [
    ...entity.key.map(({ sqlType }) => `NULL::${sqlType}`),
    ...loggedColumns(entity).map(({ name }) => `a.${quote(name)}`),
  ];
  const value = valuesOf(key, p);
  return [
    `${logged} ${where(keyEquals(entity, "l", value), ...between("l.event", ">="))}`,
    `${logged} ${where(keyWas(entity, "l", value), ...between("l.event", ">"))}`,
    `SELECT a.deleted_id, NULL, ${json("a")}, ${archived.join(", ")} FROM ${archiveName(entity)} a
    ${where(keyEquals(entity, "a", value), ...between("a.deleted_id", ">"))}`,
  ];
}

/** The cohort that a restoring insert brought the row back from. */
function restoredSql(entity: Entity): string {
  const same = entity.key.map(
    ({ name, sqlType }) => `a.${quote(name)} = (h.key->>'${name}')::${sqlType}`,
  );
  return `CASE WHEN e.operation = 'insert' THEN (
      SELECT d.generation || ':' || d.xid FROM ${archiveName(entity)} a
      JOIN log.event d ON d.sequence = a.deleted_id
      WHERE ${same.join(" AND ")} AND a.restored_id = e.sequence LIMIT 1
    ) END`;
}

/** Walks back in time with the values that the record had after each event. */
async function entries(
  pool: pg.Pool,
  entity: Entity,
  rows: readonly Row[],
): Promise<TimelineEntry[]> {
  const columns = loggedColumns(entity);
  const newest = rows[0];
  let after: Values = new Map();
  if (newest && newest.operation !== "delete" && rows.some(({ changed }) => changed)) {
    const [values] = await valuesAfter(pool, entity, [newest], columns);
    after = values ?? after;
  }
  return rows.map((row): TimelineEntry => {
    const before = beforesOf(entity, row);
    const changes = row.changed ? changesOf(entity, row.changed, before, row.key, after) : [];
    if (row.operation === "delete") after = new Map(Object.entries(before));
    if (row.operation === "insert") after = new Map();
    for (const name of row.changed ?? []) after.set(name, before[name]);
    const { event, at, actor, role, requestId, reason, attributed, transaction, demo } = row;
    const head = { at, actor, role, requestId, reason, attributed, transaction, demo };
    return {
      event,
      operation: row.restoredFrom === null ? row.operation : "restore",
      ...head,
      changes,
      ...(row.operation === "delete" ? { cohort: transaction } : {}),
      ...(row.restoredFrom === null ? {} : { restoredFrom: row.restoredFrom }),
    };
  });
}

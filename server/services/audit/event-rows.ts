import type pg from "pg";
import type { z } from "zod";
import { archiveName, type Entity, logName } from "../../../drizzle/audit/entity.ts";
import type { AuditRow, auditRows, Operation } from "../../../shared/schemas/audit.ts";
import type { Page } from "../../../shared/schemas/fields.ts";
import { notFound } from "../../errors.ts";
import { keyset } from "../../paging.ts";
import { where } from "../filters.ts";
import { keySql, Parameters, quote, titleSql } from "../record-sql.ts";
import { changesOf } from "./changes.ts";
import { beforeNames, beforesOf, keyOrder, type KeyValues, loggedColumns } from "./key-sql.ts";
import { knownEntity } from "./known-entity.ts";
import { loggedTitle, titleJoins } from "./subjects.ts";
import { valuesAfter } from "./values-after.ts";

interface Row {
  readonly key: string;
  readonly title: string;
  readonly parts: KeyValues;
  readonly changed?: string[] | null;
  readonly [column: string]: unknown;
}

/** The records that one event touched, in the order of their keys, with what it did to each. */
export async function listEventRows(
  pool: pg.Pool,
  { sequence, cursor, limit }: z.output<typeof auditRows>,
): Promise<Page<AuditRow>> {
  const { entity, operation } = await eventOf(pool, sequence);
  const p = new Parameters();
  const event = p.add(sequence);
  const deleted = operation === "delete";
  const alias = deleted ? "a" : "l";
  const keys = keyset<Row>(
    {
      list: "event-rows",
      columns: keyOrder(entity, alias),
      direction: "asc",
      values: ({ parts }) => entity.key.map(({ name }) => parts[name] ?? null),
    },
    { sequence },
    { cursor, limit },
    p,
  );
  const parts = entity.key.map(({ name }) => `'${name}', ${alias}.${quote(name)}::text`);
  const head = `${keySql(entity, alias)} AS key, json_build_object(${parts.join(", ")}) AS parts`;
  const { rows } = await pool.query<Row>(
    deleted
      ? `SELECT ${openColumns(entity)}, ${titleSql(entity, "a")} AS title, ${head}
        FROM ${archiveName(entity)} a ${where(`a.deleted_id = ${event}`, keys.where)} ${keys.tail}`
      : `SELECT ${loggedValues(entity)}, ${loggedTitle(entity)} AS title, ${head}
        FROM ${logName(entity)} l ${titleJoins(entity)}
        ${where(`l.event = ${event}`, keys.where)} ${keys.tail}`,
    p.values,
  );
  const page = keys.page(rows);
  const details = deleted
    ? page.rows.map((row) => ({ changes: null, values: archivedValues(entity, row) }))
    : await describe(pool, entity, sequence, page.rows);
  return {
    ...page,
    rows: page.rows.map(({ key, title }, index) => ({
      key,
      title,
      ...(details[index] ?? { changes: null, values: null }),
    })),
  };
}

async function eventOf(
  pool: pg.Pool,
  sequence: number,
): Promise<{ entity: Entity; operation: Operation }> {
  const { rows } = await pool.query<{ entity: string; operation: Operation }>(
    "SELECT entity, operation FROM log.event WHERE sequence = $1",
    [sequence],
  );
  const [event] = rows;
  if (!event) throw notFound(`event ${sequence}`);
  return { entity: knownEntity(event.entity, "sequence"), operation: event.operation };
}

/** Each under a name of its own, so that none meets `key`, `title` or `parts`. */
const openColumns = (entity: Entity): string =>
  entity.columns
    .map(({ secret, name }, index) => (secret ? null : `a.${quote(name)} AS "v${index}"`))
    .filter((column) => column !== null)
    .join(", ");

const archivedValues = (entity: Entity, row: Row): Record<string, unknown> =>
  Object.fromEntries(
    entity.columns.flatMap(({ secret, property }, index) =>
      secret ? [] : [[property, row[`v${index}`]]],
    ),
  );

const loggedValues = (entity: Entity): string =>
  [
    "l.changed",
    ...beforeNames(entity).map((name, index) => `l.${quote(name)} AS "b${index}"`),
  ].join(", ");

async function describe(
  pool: pg.Pool,
  entity: Entity,
  event: number,
  rows: readonly Row[],
): Promise<Pick<AuditRow, "changes" | "values">[]> {
  const touched = new Set(rows.flatMap(({ changed }) => changed ?? []));
  const columns = loggedColumns(entity).filter(({ name }) => touched.has(name));
  const moments = rows.map(({ parts }) => ({ key: parts, event }));
  const after = await valuesAfter(pool, entity, moments, columns);
  return rows.map((row, index) => {
    if (!row.changed) return { changes: null, values: null };
    const before = beforesOf(entity, row);
    const values = after[index] ?? new Map<string, unknown>();
    return { changes: changesOf(entity, row.changed, before, row.parts, values), values: null };
  });
}

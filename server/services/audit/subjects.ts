import { archiveName, type Entity, liveName, logName } from "../../../drizzle/audit/entity.ts";
import { findEntity } from "../../../drizzle/registry.ts";
import type { Operation } from "../../../shared/schemas/audit.ts";
import type { Queryable } from "../catalog.ts";
import { keySql, titleSql } from "../record-sql.ts";
import { columnsOf, keyEquals } from "./key-sql.ts";

export interface Subject {
  readonly key: string;
  readonly title: string;
}

/**
 * SQL that joins what a row of the log (`l`) is called: by the live row, or by the newest archived
 * one where it is gone.
 */
export const titleJoins = (entity: Entity): string => `LEFT JOIN ${liveName(entity)} t
    ON ${keyEquals(entity, "t", columnsOf("l"))}
  LEFT JOIN LATERAL (
    SELECT ${titleSql(entity, "a")} AS title FROM ${archiveName(entity)} a
    WHERE ${keyEquals(entity, "a", columnsOf("l"))} ORDER BY a.deleted_id DESC LIMIT 1
  ) gone ON true`;

export const loggedTitle = (entity: Entity): string =>
  `coalesce(${titleSql(entity, "t")}, gone.title, ${keySql(entity, "l")})`;

interface OneRowEvent {
  readonly sequence: number;
  readonly entity: string;
  readonly operation: Operation;
  readonly rows: number;
}

/** Which record each event of a single row was about, by its sequence. */
export async function subjectsOf(
  db: Queryable,
  events: readonly OneRowEvent[],
): Promise<Map<number, Subject>> {
  const groups = new Map<string, { entity: Entity; deleted: boolean; sequences: number[] }>();
  for (const { sequence, entity: name, operation, rows } of events) {
    const entity = findEntity(name);
    if (!entity || rows !== 1) continue;
    const deleted = operation === "delete";
    const id = `${name} ${deleted}`;
    const group = groups.get(id) ?? { entity, deleted, sequences: [] };
    group.sequences.push(sequence);
    groups.set(id, group);
  }
  const found = await Promise.all(
    [...groups.values()].map(({ entity, deleted, sequences }) =>
      db.query<Subject & { event: number }>(deleted ? deletedSql(entity) : loggedSql(entity), [
        sequences,
      ]),
    ),
  );
  return new Map(
    found.flatMap(({ rows }) => rows.map(({ event, key, title }) => [event, { key, title }])),
  );
}

const loggedSql = (entity: Entity) =>
  `SELECT l.event, ${keySql(entity, "l")} AS key, ${loggedTitle(entity)} AS title
  FROM ${logName(entity)} l ${titleJoins(entity)} WHERE l.event = ANY ($1::bigint[])`;

const deletedSql = (entity: Entity) =>
  `SELECT a.deleted_id AS event, ${keySql(entity, "a")} AS key, ${titleSql(entity, "a")} AS title
  FROM ${archiveName(entity)} a WHERE a.deleted_id = ANY ($1::bigint[])`;

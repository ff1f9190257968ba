import {
  archiveName,
  type Entity,
  type EntityColumn,
  liveName,
  logName,
} from "../../../drizzle/audit/entity.ts";
import type { Queryable } from "../catalog.ts";
import { literal, quote } from "../record-sql.ts";
import { columnsOf, keyChanged, keyEquals, keyWas, type KeyValues } from "./key-sql.ts";

/** A record at one moment: its key then, right after this event. */
export interface Moment {
  readonly key: KeyValues;
  readonly event: number;
}

export type Values = Map<string, unknown>;

/** A key that changes more often than this after an event is not followed further. */
const mostRenames = 50;

/**
 * The values that `columns` of each record had right after its event, by column name. The log keeps
 * what was *before* a change, so a value is found in the next newer change of its column; without
 * one it is still in the live row, or in the archived one if the record was deleted next.
 */
export async function valuesAfter(
  db: Queryable,
  entity: Entity,
  moments: readonly Moment[],
  columns: readonly EntityColumn[],
): Promise<Values[]> {
  const results = moments.map((): Values => new Map());
  let open = moments.map((moment, ordinal) => ({ ...moment, ordinal }));
  for (let round = 0; columns.length > 0 && open.length > 0 && round < mostRenames; round++) {
    const items = open.map(({ ordinal, event, key }) => ({ ...key, ordinal, event }));
    const { rows } = await db.query<Found>(lookup(entity, columns), [JSON.stringify(items)]);
    open = [];
    for (const row of rows) {
      const values = results[row.ordinal];
      columns.forEach((column, index) => {
        if (row.found[index] && !values?.has(column.name))
          values?.set(column.name, row[`v${index}`]);
      });
      const missing = columns.some(({ name }) => !values?.has(name));
      if (row.renamed !== null && missing) {
        open.push({ ordinal: row.ordinal, event: row.renamed, key: row.next });
      }
    }
  }
  return results;
}

interface Found {
  readonly ordinal: number;
  readonly found: boolean[];
  /** The event that gave the record another key, and that key. */
  readonly renamed: number | null;
  readonly next: KeyValues;
  readonly [value: `v${number}`]: unknown;
}

function lookup(entity: Entity, columns: readonly EntityColumn[]): string {
  const item = columnsOf("i");
  const keyTypes = entity.key.map(({ name, sqlType }) => `${quote(name)} ${sqlType}`).join(", ");
  const names = columns.map(({ name }) => quote(name));
  const nextKey = entity.key.map(({ name }) => `${literal(name)}, r.${quote(name)}::text`);
  const ownRows = `(${keyEquals(entity, "l", item)} AND NOT ${keyChanged(entity, "l")}
      OR ${keyWas(entity, "l", item)})`;
  const changes = columns.map(
    ({ name }, index) => `LEFT JOIN LATERAL (
      SELECT true AS found, l.${quote(name)} AS value FROM ${logName(entity)} l
      WHERE ${ownRows} AND l.event > i.event AND ${literal(name)} = ANY (l.changed)
        AND l.event <= coalesce(least(r.event, d.deleted_id), l.event)
      ORDER BY l.event LIMIT 1
    ) c${index} ON true`,
  );
  // Renamed first: the value, unless it changed on the way, is found under the next key.
  const renamed = "r.event IS NOT NULL AND (d.deleted_id IS NULL OR r.event < d.deleted_id)";
  const values = names.map(
    (name, index) => `CASE WHEN c${index}.found THEN c${index}.value
      WHEN d.deleted_id IS NOT NULL THEN d.${name} ELSE t.${name} END AS v${index}`,
  );
  const found = names.map((_, index) => `coalesce(c${index}.found, NOT (${renamed}))`);
  return `SELECT i.ordinal, ARRAY[${found.join(", ")}] AS found,
    CASE WHEN ${renamed} THEN r.event END AS renamed, json_build_object(${nextKey.join(", ")}) AS next,
    ${values.join(",\n    ")}
  FROM jsonb_to_recordset($1::jsonb) AS i(ordinal int, event bigint, ${keyTypes})
  LEFT JOIN LATERAL (
    SELECT l.* FROM ${logName(entity)} l
    WHERE ${keyWas(entity, "l", item)} AND l.event > i.event ORDER BY l.event LIMIT 1
  ) r ON true
  LEFT JOIN LATERAL (
    SELECT a.deleted_id, ${names.map((name) => `a.${name}`).join(", ")} FROM ${archiveName(entity)} a
    WHERE ${keyEquals(entity, "a", item)} AND a.deleted_id > i.event ORDER BY a.deleted_id LIMIT 1
  ) d ON true
  LEFT JOIN ${liveName(entity)} t ON ${keyEquals(entity, "t", item)}
  ${changes.join("\n  ")}`;
}

import { sql } from "drizzle-orm";
import {
  bigint,
  customType,
  index,
  type PgColumnBuilderBase,
  type PgTable,
  pgSchema,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { EntityColumn } from "./entity.ts";

const archiveSchema = pgSchema("archive");
const logSchema = pgSchema("log");

/** The twins copy types, never constraints: a row that was legal when it left must always fit. */
const copyOf = (column: EntityColumn, name = column.name) =>
  customType<{ data: unknown }>({ dataType: () => column.sqlType })(name);

/**
 * Half a megabyte a range: a BRIN answer reads whole ranges, and one event's rows are wanted, not a
 * month's. Smaller ones flood autovacuum's queue of summaries during a bulk load.
 */
const eventBrin = (name: string, column: Parameters<ReturnType<typeof index>["using"]>[1]) =>
  index(name).using("brin", column).with({ pages_per_range: 64, autosummarize: true });

export function archiveTwin(name: string, columns: readonly EntityColumn[]): PgTable {
  const copies: Record<string, PgColumnBuilderBase> = {};
  for (const column of columns) {
    copies[column.name] = column.key ? copyOf(column).notNull() : copyOf(column);
  }
  return archiveSchema.table(
    name,
    {
      deleted_id: bigint("deleted_id", { mode: "bigint" }).notNull(),
      deleted_at: timestamp("deleted_at", { withTimezone: true }).notNull(),
      deleted_by: text("deleted_by"),
      restored_id: bigint("restored_id", { mode: "bigint" }),
      ...copies,
    },
    (self) => {
      const at = (column: string) => self[column as "deleted_id"];
      const [firstKey, ...otherKeys] = columns
        .filter((column) => column.key)
        .map((column) => at(column.name));
      if (!firstKey) return [];
      return [
        // The row's key first: a record's timeline looks here by key; a cohort uses the BRIN.
        primaryKey({ name: `${name}_pkey`, columns: [firstKey, ...otherKeys, self.deleted_id] }),
        eventBrin(`${name}_deleted_id_brin`, self.deleted_id),
      ];
    },
  );
}

/** Name of the column that holds a key's value before a change of the key. */
export const keyBefore = (column: EntityColumn): string => `${column.name}_before`;

export function logTwin(name: string, columns: readonly EntityColumn[]): PgTable {
  const copies: Record<string, PgColumnBuilderBase> = {};
  const keys = columns.filter((column) => column.key);
  for (const column of keys) copies[column.name] = copyOf(column).notNull();
  copies["changed"] = text("changed").array();
  for (const column of keys) copies[keyBefore(column)] = copyOf(column, keyBefore(column));
  for (const column of columns) {
    if (column.tracked && !column.secret) copies[column.name] = copyOf(column);
  }
  const first = keys[0];
  if (!first) throw new Error(`${name} has no primary key; an audited table needs one`);
  return logSchema.table(
    name,
    { event: bigint("event", { mode: "bigint" }).notNull(), ...copies },
    (self) => {
      const at = (column: string) => self[column as "event"];
      const [firstKey, ...otherKeys] = keys.map((column) => at(column.name));
      const [firstBefore, ...otherBefores] = keys.map((column) => at(keyBefore(column)));
      if (!firstKey || !firstBefore) return [];
      return [
        index(`${name}_key`).on(firstKey, ...otherKeys),
        index(`${name}_key_before`)
          .on(firstBefore, ...otherBefores)
          .where(sql.raw(`${keyBefore(first)} IS NOT NULL`)),
        eventBrin(`${name}_event_brin`, self.event),
      ];
    },
  );
}

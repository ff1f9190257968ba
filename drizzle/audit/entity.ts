import type { PgTable } from "drizzle-orm/pg-core";

/** Database roles that may write; the claim counts only from one that the entity names. */
export type Writer = "console" | "platform" | "job";

export type ColumnKind = "text" | "number" | "boolean" | "time" | "uuid" | "json";

export interface EntityColumn {
  /** Property in TypeScript (`fullName`). */
  readonly property: string;
  /** Column in SQL (`full_name`). */
  readonly name: string;
  /** SQL type as PostgreSQL prints it (`character varying(100)` is written `varchar(100)`). */
  readonly sqlType: string;
  readonly kind: ColumnKind;
  readonly notNull: boolean;
  /** SQL of the default, for rows archived before the column came. */
  readonly defaultSql: string | undefined;
  readonly key: boolean;
  /** The log keeps the value before a change. */
  readonly tracked: boolean;
  /** Logged by name only, kept out of every answer, export and log line. */
  readonly secret: boolean;
}

/** A column whose target row lies in the table that another column names; it has no foreign key. */
export interface PolymorphicTarget {
  /** Property of the id column. */
  readonly id: string;
  /** Property of the column that names the kind of target. */
  readonly type: string;
  /** Value of the type column → entity name. */
  readonly entities: Readonly<Record<string, string>>;
}

export interface EntityLabels {
  readonly one: string;
  readonly many: string;
}

export interface Entity {
  /** Name in URLs, the log and the registry: `users`, `staff_accounts`. */
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  readonly live: PgTable;
  readonly archive: PgTable;
  readonly log: PgTable;
  readonly columns: readonly EntityColumn[];
  readonly key: readonly EntityColumn[];
  readonly writers: readonly Writer[];
  readonly target: PolymorphicTarget | undefined;
  readonly labels: EntityLabels;
  /** Property whose value names a record to a person; undefined: its id does. */
  readonly title: string | undefined;
  /** Properties that the console's search box looks in. */
  readonly search: readonly string[];
  /** Properties that a list may sort by; each has an index. */
  readonly sort: readonly string[];
  /** Properties that a list may filter by. */
  readonly filter: readonly string[];
}

/** The live table as SQL writes it: `"public"."users"`. */
export const liveName = (entity: Entity): string => `"${entity.schema}"."${entity.table}"`;
export const archiveName = (entity: Entity): string => `"archive"."${entity.name}"`;
export const logName = (entity: Entity): string => `"log"."${entity.name}"`;
/** A column as SQL writes it, whatever word it is. */
export const quoted = (column: EntityColumn): string => `"${column.name}"`;

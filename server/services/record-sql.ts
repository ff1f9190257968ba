import type { Entity, EntityColumn } from "../../drizzle/audit/entity.ts";
import { Refusal } from "./refusal.ts";

/** Collects a statement's values; `add` answers with the placeholder. */
export class Parameters {
  readonly values: unknown[] = [];
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A record's key as one text; the parts of a composite key are joined by "~". */
export const keySql = (entity: Entity, alias: string): string =>
  entity.key.map((column) => `${alias}.${quote(column.name)}::text`).join(" || '~' || ");

/** What names a record to a person, on one line and short; its key where it has no words. */
export function titleSql(entity: Entity, alias: string): string {
  const column = entity.columns.find((candidate) => candidate.property === entity.title);
  if (!column || column.secret) return keySql(entity, alias);
  const words = `left(regexp_replace(${alias}.${quote(column.name)}::text, '\\s+', ' ', 'g'), 80)`;
  return `coalesce(nullif(${words}, ''), ${keySql(entity, alias)})`;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The values of a key by column; BAD_INPUT when the text cannot be one. */
export function parseKey(entity: Entity, key: string, field = "key"): Record<string, string> {
  const parts = key.split("~");
  if (parts.length !== entity.key.length) throw badKey(entity, field);
  return Object.fromEntries(
    entity.key.map((column, index) => {
      const part = parts[index] ?? "";
      if (!fits(column, part)) throw badKey(entity, field);
      return [column.name, part];
    }),
  );
}

const fits = (column: EntityColumn, text: string): boolean =>
  column.kind === "uuid"
    ? uuid.test(text)
    : column.kind === "number"
      ? /^-?\d{1,18}$/.test(text)
      : text.length > 0 && !text.includes("\0");

const badKey = (entity: Entity, field: string) =>
  new Refusal(
    "BAD_INPUT",
    `That is not the key of a ${entity.labels.one}: ${entity.key.map((column) => `${column.name} (${column.sqlType})`).join(", ")}, joined by "~".`,
    { field },
  );

export const keyIs = (entity: Entity, alias: string, key: Record<string, string>, p: Parameters) =>
  entity.key
    .map(
      (column) => `${alias}.${quote(column.name)} = ${p.add(key[column.name])}::${column.sqlType}`,
    )
    .join(" AND ");

export const sameKey = (entity: Entity, left: string, right: string): string =>
  entity.key
    .map((column) => `${left}.${quote(column.name)} = ${right}.${quote(column.name)}`)
    .join(" AND ");

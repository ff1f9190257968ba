import type { Entity } from "../../drizzle/audit/entity.ts";
import { type Parameters, quote } from "./record-sql.ts";

type Filter = string | undefined | readonly [value: unknown, sql: (placeholder: string) => string];

/** The SQL of those filters that are set. */
export function conditions(parameters: Parameters, filters: readonly Filter[]): string[] {
  return filters.flatMap((filter) => {
    if (filter === undefined || filter === "") return [];
    if (typeof filter === "string") return [filter];
    const [value, sql] = filter;
    return value === undefined ? [] : [sql(parameters.add(value))];
  });
}

export function where(...all: readonly (string | undefined)[]): string {
  const set = all.filter((condition) => condition !== undefined);
  return set.length > 0 ? `WHERE ${set.join(" AND ")}` : "";
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/**
 * What a search box finds: the text anywhere in one of the entity's search columns, whatever its
 * case. One or two letters make no trigram inside a word, so they are looked for where words begin:
 * the index answers that too.
 */
export function searchSql(
  entity: Entity,
  alias: string,
  search: string,
  parameters: Parameters,
): string | undefined {
  const text = escapeLike(search.trim());
  if (text === "") return undefined;
  const short = [...search.trim()].length < 3;
  const patterns = (short ? [`${text}%`, `% ${text}%`] : [`%${text}%`]).map(
    parameters.add,
    parameters,
  );
  const columns = entity.columns.filter(({ property }) => entity.search.includes(property));
  const tests = columns.flatMap(({ name }) =>
    patterns.map((pattern) => `${alias}.${quote(name)} ILIKE ${pattern}`),
  );
  return `(${tests.join(" OR ")})`;
}

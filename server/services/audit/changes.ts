import type { Entity } from "../../../drizzle/audit/entity.ts";
import { keyBefore } from "../../../drizzle/audit/twins.ts";
import type { Change } from "../../../shared/schemas/audit.ts";
import type { KeyValues } from "./key-sql.ts";
import type { Values } from "./values-after.ts";

/**
 * What one update of one row changed: `logged` is its row of the log (the values before), `key` the
 * row's key after it. A column that the entity no longer has is told by its name alone.
 */
export function changesOf(
  entity: Entity,
  changed: readonly string[],
  logged: Readonly<Record<string, unknown>>,
  key: KeyValues,
  after: Values,
): Change[] {
  return changed.map((name) => {
    const column = entity.columns.find((candidate) => candidate.name === name);
    if (!column) return { property: name, name, before: null, after: null, secret: false };
    const { property, secret } = column;
    if (secret) return { property, name, before: null, after: null, secret };
    return column.key
      ? { property, name, before: logged[keyBefore(column)], after: key[name] ?? null, secret }
      : { property, name, before: logged[name], after: after.get(name) ?? null, secret };
  });
}

import type { Entity } from "../../../drizzle/audit/entity.ts";
import type { Reference } from "../catalog.ts";

/** Tables so that each comes after those it refers to. References to itself do not count. */
export function parentsFirst(
  entities: readonly Entity[],
  references: readonly Reference[],
): Entity[] {
  const waiting = new Set(entities);
  const ordered: Entity[] = [];
  const hasWaitingParent = (entity: Entity) =>
    references.some(
      ({ child, parent }) =>
        child === entity && parent !== undefined && parent !== entity && waiting.has(parent),
    );
  while (waiting.size > 0) {
    // In a circle of tables no order is right; the database then names the constraint that fails.
    const next = [...waiting].find((entity) => !hasWaitingParent(entity)) ?? [...waiting][0];
    if (!next) break;
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** Rows of one table so that each comes after the row of the same table that it refers to. */
export function rowsParentsFirst<Row extends { key: string; parents: readonly string[] }>(
  rows: readonly Row[],
): Row[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const depths = new Map<string, number>();
  const depthOf = (start: Row): void => {
    // By hand and not by recursion: a chain of replies may be longer than the call stack.
    const path = [start];
    const onPath = new Set<string>();
    for (let row = path.at(-1); row; row = path.at(-1)) {
      if (depths.has(row.key)) {
        path.pop();
        continue;
      }
      onPath.add(row.key);
      const parents = row.parents.flatMap((key) => byKey.get(key) ?? []);
      const unknown = parents.filter(({ key }) => !depths.has(key) && !onPath.has(key));
      if (unknown.length > 0) {
        path.push(...unknown);
        continue;
      }
      depths.set(row.key, 1 + Math.max(-1, ...parents.map(({ key }) => depths.get(key) ?? -1)));
      path.pop();
    }
  };
  for (const row of rows) if (!depths.has(row.key)) depthOf(row);
  return rows.toSorted((a, b) => (depths.get(a.key) ?? 0) - (depths.get(b.key) ?? 0));
}

import type { Obstacle } from "../../../shared/jobs.ts";
import { type Catalog, type Queryable, type Reference, refersTo } from "../catalog.ts";
import { keySql, Parameters, titleSql } from "../record-sql.ts";
import { type Chosen, chosenSql } from "./choice.ts";

/** A chosen row without an obstacle of its own whose parent cannot come back. */
export interface BlockedRow {
  readonly entity: string;
  readonly key: string;
  readonly deletedId: number;
  readonly title: string;
  readonly parent: { readonly entity: string; readonly key: string };
}

interface Edge {
  key: string;
  title: string;
  deletedId: number;
  parentKey: string;
}

/** Follows the obstacles down to all rows that hang on them, each said once. */
export async function findBlocked(
  db: Queryable,
  catalog: Catalog,
  chosen: Chosen,
  obstacles: readonly Obstacle[],
): Promise<BlockedRow[]> {
  if (obstacles.length === 0) return [];
  const children = new Map<string, BlockedRow[]>();
  for (const reference of catalog.references) {
    const { child, parent } = reference;
    if (!parent || !chosen.tables.has(child) || !chosen.tables.has(parent)) continue;
    for (const { parentKey, ...row } of await edges(db, catalog, chosen, reference)) {
      const at = `${parent.name} ${parentKey}`;
      const list = children.get(at) ?? [];
      list.push({ entity: child.name, ...row, parent: { entity: parent.name, key: parentKey } });
      children.set(at, list);
    }
  }
  const seen = new Set(obstacles.map(({ entity, key }) => `${entity} ${key}`));
  // A row that is back already holds nobody up: it can be the parent of those that are not.
  const queue = obstacles
    .filter(({ kind }) => kind !== "already-restored")
    .map(({ entity, key }) => `${entity} ${key}`);
  const blocked: BlockedRow[] = [];
  for (const at of queue) {
    for (const row of children.get(at) ?? []) {
      const name = `${row.entity} ${row.key}`;
      if (seen.has(name)) continue;
      seen.add(name);
      blocked.push(row);
      queue.push(name);
    }
  }
  return blocked;
}

async function edges(
  db: Queryable,
  catalog: Catalog,
  chosen: Chosen,
  reference: Reference,
): Promise<Edge[]> {
  const { child, parent } = reference;
  if (!parent) return [];
  const p = new Parameters();
  const { rows } = await db.query<Edge>(
    `SELECT ${keySql(child, "c")} AS key, ${titleSql(child, "c")} AS title,
      c.deleted_id AS "deletedId", ${keySql(parent, "p")} AS "parentKey"
    FROM ${chosenSql(chosen, child, catalog, p)} c
    JOIN ${chosenSql(chosen, parent, catalog, p)} p ON ${refersTo(reference, "c", "p")}`,
    p.values,
  );
  return rows;
}

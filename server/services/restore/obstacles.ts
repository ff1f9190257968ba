import type { Entity } from "../../../drizzle/audit/entity.ts";
import type { Obstacle } from "../../../shared/jobs.ts";
import type { Catalog, Queryable } from "../catalog.ts";
import { keySql, Parameters, titleSql } from "../record-sql.ts";
import { type Chosen, chosenSql } from "./choice.ts";
import { findBrokenValues } from "./find-broken-values.ts";
import { findClashes } from "./find-clashes.ts";
import { type MissingParent, missingParents } from "./find-parents.ts";
import { obstacleLimit } from "./obstacle-limit.ts";

export interface FoundObstacles {
  readonly obstacles: readonly Obstacle[];
  /** For each parent-deleted obstacle, the parent. */
  readonly missing: readonly MissingParent[];
}

/** Every reason why chosen rows cannot come back, by questions about sets and never by trying. */
export async function findObstacles(
  db: Queryable,
  catalog: Catalog,
  chosen: Chosen,
  total: number,
): Promise<FoundObstacles> {
  const obstacles: Obstacle[] = [];
  const missing: MissingParent[] = [];
  const entities = [...chosen.tables.keys()];
  for (const reference of catalog.references.filter(({ child }) => entities.includes(child))) {
    for (const found of await missingParents(db, catalog, chosen, reference)) {
      obstacles.push(found.obstacle);
      if (found.missing) missing.push(found.missing);
    }
  }
  for (const entity of entities) {
    obstacles.push(...(await findClashes(db, catalog, chosen, entity)));
    obstacles.push(...(await findBrokenValues(db, catalog, chosen, entity)));
    if (chosen.named || total === 0) {
      obstacles.push(...(await restoredAlready(db, catalog, chosen, entity)));
    }
  }
  return { obstacles, missing };
}

/** Of a whole cohort the rows that are back already are passed over, unless they are all of it. */
async function restoredAlready(
  db: Queryable,
  catalog: Catalog,
  chosen: Chosen,
  entity: Entity,
): Promise<Obstacle[]> {
  const p = new Parameters();
  const { rows } = await db.query<{ key: string; title: string; deletedId: number }>(
    `SELECT ${keySql(entity, "c")} AS key, ${titleSql(entity, "c")} AS title,
      c.deleted_id AS "deletedId"
    FROM ${chosenSql(chosen, entity, catalog, p, { restored: true })} c
    ORDER BY c.deleted_id, 1 LIMIT ${obstacleLimit}`,
    p.values,
  );
  return rows.map((row) => ({
    entity: entity.name,
    ...row,
    kind: "already-restored",
    constraint: `archive.${entity.name}`,
    columns: [],
    detail: "It was restored already",
  }));
}

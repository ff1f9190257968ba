import { createHash } from "node:crypto";
import type { Entity } from "../../../drizzle/audit/entity.ts";
import type { Choice, Obstacle, TableCount } from "../../../shared/jobs.ts";
import { type Catalog, type Queryable, readCatalog } from "../catalog.ts";
import { Parameters } from "../record-sql.ts";
import { type BlockedRow, findBlocked } from "./blocked.ts";
import { type Chosen, chosenSql, resolveChoice } from "./choice.ts";
import type { MissingParent } from "./find-parents.ts";
import { findObstacles } from "./obstacles.ts";
import { parentsFirst } from "./order.ts";

/** How many obstacles, and how many blocked rows, an answer lists; the totals are always whole. */
const shown = 500;

export interface RestorePreview {
  /** Rows that come back. */
  readonly total: number;
  /** In the order of the restore. */
  readonly steps: readonly TableCount[];
  readonly obstacles: readonly Obstacle[];
  readonly obstacleTotal: number;
  readonly blocked: readonly BlockedRow[];
  readonly blockedTotal: number;
  readonly missingParents: readonly (MissingParent & { readonly blocks: number })[];
  /** Differs when what would be restored differs. */
  readonly token: string;
}

export interface Step {
  readonly entity: Entity;
  readonly rows: number;
}

/** Says what a restore would bring back and everything that stands in its way. Writes nothing. */
export async function previewRestore(db: Queryable, choice: Choice): Promise<RestorePreview> {
  const [catalog, chosen] = await Promise.all([readCatalog(db), resolveChoice(db, choice)]);
  const steps = await countSteps(db, catalog, chosen);
  const total = steps.reduce((sum, { rows }) => sum + rows, 0);
  const { obstacles, missing } = await findObstacles(db, catalog, chosen, total);
  const blocked = await findBlocked(db, catalog, chosen, obstacles);
  return {
    total,
    steps: steps.map(({ entity, rows }) => ({
      entity: entity.name,
      label: entity.labels.many,
      rows,
    })),
    obstacles: obstacles.slice(0, shown),
    obstacleTotal: obstacles.length,
    blocked: blocked.slice(0, shown),
    blockedTotal: blocked.length,
    missingParents: countMissing(missing).slice(0, shown),
    token: createHash("sha256")
      .update(JSON.stringify([choice, total, obstacles.length]))
      .digest("base64url"),
  };
}

export async function countSteps(db: Queryable, catalog: Catalog, chosen: Chosen): Promise<Step[]> {
  const steps = await Promise.all(
    parentsFirst([...chosen.tables.keys()], catalog.references).map(async (entity) => {
      const p = new Parameters();
      const { rows } = await db.query<{ rows: number }>(
        `SELECT count(*) AS rows FROM ${chosenSql(chosen, entity, catalog, p)} c`,
        p.values,
      );
      return { entity, rows: rows[0]?.rows ?? 0 };
    }),
  );
  return steps.filter(({ rows }) => rows > 0);
}

function countMissing(missing: readonly MissingParent[]): (MissingParent & { blocks: number })[] {
  const counted = new Map<string, MissingParent & { blocks: number }>();
  for (const parent of missing) {
    const name = `${parent.cohort} ${parent.entity} ${parent.key}`;
    const found = counted.get(name);
    if (found) found.blocks++;
    else counted.set(name, { ...parent, blocks: 1 });
  }
  return [...counted.values()].toSorted((a, b) => b.blocks - a.blocks);
}

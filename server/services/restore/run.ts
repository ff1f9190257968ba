import type pg from "pg";
import { type Entity, liveName } from "../../../drizzle/audit/entity.ts";
import { restoreFunctionName } from "../../../drizzle/audit/restore-function.ts";
import type { Choice, Obstacle, Receipt } from "../../../shared/jobs.ts";
import { type Act, isRuleBroken, lockCohorts, once } from "../act.ts";
import { type Catalog, readCatalog, whenSql } from "../catalog.ts";
import { keySql, Parameters, quote } from "../record-sql.ts";
import { Refusal } from "../refusal.ts";
import { type Chosen, chosenSql, resolveChoice } from "./choice.ts";
import { findObstacles } from "./obstacles.ts";
import { rowsParentsFirst } from "./order.ts";
import { countSteps, previewRestore } from "./preview.ts";

/** Rows a call of the restore function; between two calls the act may be cancelled. */
const chunk = 2_500;

export interface RestoreRequest {
  readonly choice: Choice;
  /** What the preview counted. */
  readonly expectedTotal: number;
}

/** Brings the chosen rows back in one transaction, or refuses and names what stands in the way. */
export async function runRestore(
  pool: pg.Pool,
  act: Act,
  { choice, expectedTotal }: RestoreRequest,
): Promise<Receipt> {
  try {
    return await once(pool, act, (db) => restoreRows(db, act, choice, expectedTotal));
  } catch (error) {
    if (!isRuleBroken(error)) throw error;
    // Something came between the check and the insert: look again, now that all is rolled back.
    const { obstacles } = await previewRestore(pool, choice);
    if (obstacles.length > 0) throw blockedBy(obstacles);
    throw new Refusal(
      "CONFLICT",
      `Nothing was restored: ${error.table ?? "a table"} refuses a row by ${error.constraint ?? "its rules"}. Look at the preview again.`,
    );
  }
}

async function restoreRows(
  db: pg.ClientBase,
  act: Act,
  choice: Choice,
  expectedTotal: number,
): Promise<void> {
  const chosen = await resolveChoice(db, choice);
  await lockCohorts(db, act, chosen.cohorts);
  const catalog = await readCatalog(db);
  await holdTargets(db, catalog, chosen);
  const steps = await countSteps(db, catalog, chosen);
  const total = steps.reduce((sum, { rows }) => sum + rows, 0);
  const { obstacles } = await findObstacles(db, catalog, chosen, total);
  if (obstacles.length > 0) throw blockedBy(obstacles);
  if (total !== expectedTotal) {
    throw new Refusal(
      "CONFLICT",
      `The preview counted ${expectedTotal} rows and there are ${total} now. Look at the preview again.`,
    );
  }
  let done = 0;
  await act.progress(done, total);
  for (const { entity } of steps) {
    const keys = await orderedKeys(db, catalog, chosen, entity);
    for (let from = 0; from < keys.length; from += chunk) {
      await act.continues();
      const part = keys.slice(from, from + chunk);
      const { rows } = await db.query<{ restored: number }>(
        `SELECT restored FROM ${restoreFunctionName(entity)}($1::jsonb)`,
        [JSON.stringify(part)],
      );
      if (rows[0]?.restored !== part.length) {
        throw new Refusal(
          "CONFLICT",
          `Some of these ${entity.labels.many} were restored by another way meanwhile. Nothing was restored now; look at the preview again.`,
        );
      }
      done += part.length;
      await act.progress(done, total);
    }
  }
}

function blockedBy(obstacles: readonly Obstacle[]): Refusal {
  const rows = new Set(obstacles.map(({ entity, key }) => `${entity} ${key}`)).size;
  const first = obstacles[0];
  return new Refusal(
    "OBSTACLES",
    `Nothing was restored: ${rows === 1 ? "one row" : `${rows} rows`} cannot come back. ${first ? `“${first.title}”: ${first.detail}.` : ""}`,
    { obstacles: obstacles.slice(0, 100) },
  );
}

/** No foreign key keeps a polymorphic target from being deleted before this transaction ends. */
async function holdTargets(db: pg.ClientBase, catalog: Catalog, chosen: Chosen): Promise<void> {
  for (const reference of catalog.references) {
    const { child, parent, columns, parentColumns, when } = reference;
    if (!when || !parent || !chosen.tables.has(child)) continue;
    const p = new Parameters();
    await db.query(
      `SELECT FROM ${liveName(parent)} p WHERE p.${quote(parentColumns[0] ?? "")} IN (
        SELECT c.${quote(columns[0] ?? "")} FROM ${chosenSql(chosen, child, catalog, p)} c
        WHERE ${whenSql(reference, "c").join(" AND ")})
      ORDER BY p.${quote(parentColumns[0] ?? "")} FOR KEY SHARE`,
      p.values,
    );
  }
}

async function orderedKeys(
  db: pg.ClientBase,
  catalog: Catalog,
  chosen: Chosen,
  entity: Entity,
): Promise<Record<string, unknown>[]> {
  const itself = catalog.references.filter(
    ({ child, parent }) => child === entity && parent === entity,
  );
  const parents = itself.map(({ columns }) =>
    columns.map((column) => `c.${quote(column)}::text`).join(" || '~' || "),
  );
  const p = new Parameters();
  const { rows } = await db.query<{
    key: string;
    parents: string[];
    row: Record<string, unknown>;
  }>(
    `SELECT ${keySql(entity, "c")} AS key, array_remove(ARRAY[${parents.join(", ")}]::text[], NULL) AS parents,
      json_build_object('deleted_id', c.deleted_id, ${entity.key
        .map(({ name }) => `'${name}', c.${quote(name)}`)
        .join(", ")}) AS row
    FROM ${chosenSql(chosen, entity, catalog, p)} c ORDER BY 1`,
    p.values,
  );
  return (itself.length > 0 ? rowsParentsFirst(rows) : rows).map(({ row }) => row);
}

import type pg from "pg";
import { archiveName, type Entity, liveName } from "../../../drizzle/audit/entity.ts";
import { findEntity } from "../../../drizzle/registry.ts";
import type { Obstacle, Receipt } from "../../../shared/jobs.ts";
import { type Act, isRuleBroken, lockCohorts, once } from "../act.ts";
import { type Catalog, type Queryable, readCatalog, refersTo, whenSql } from "../catalog.ts";
import { keySql, Parameters, quote, sameKey, titleSql } from "../record-sql.ts";
import { thisTransaction } from "../receipt.ts";
import { Refusal } from "../refusal.ts";
import { parentsFirst } from "./order.ts";

const chunk = 2_500;

export interface UndoRequest {
  /** Of the restore that is undone. */
  readonly restored: Receipt;
}

/** What a restore brought back and is still there, as a subquery of live rows. */
function restoredSql(entity: Entity, events: readonly number[], p: Parameters): string {
  const open = entity.columns.filter(({ secret }) => !secret);
  return `(SELECT ${open.map(({ name }) => `l.${quote(name)}`).join(", ")}, a.deleted_id AS c_deleted
    FROM ${archiveName(entity)} a JOIN ${liveName(entity)} l ON ${sameKey(entity, "a", "l")}
    WHERE a.restored_id = ANY(${p.add(events)}::bigint[])
      AND a.deleted_id IN (SELECT r.delete_event FROM log.restoration r
        WHERE r.restore_event = ANY(${p.add(events)}::bigint[]))
      AND NOT EXISTS (
      SELECT FROM ${archiveName(entity)} later
      WHERE ${sameKey(entity, "later", "a")} AND later.deleted_id > a.restored_id))`;
}

/** Deletes exactly what a restore brought back, unless newer rows would have to go with it. */
export async function runUndo(
  pool: pg.Pool,
  act: Act,
  { restored }: UndoRequest,
): Promise<Receipt> {
  const { events } = restored;
  const entities = restored.tables.flatMap(({ entity }) => findEntity(entity) ?? []);
  try {
    return await once(pool, act, async (db) => {
      await lockCohorts(db, act, restored.restores ?? []);
      const catalog = await readCatalog(db);
      const hanging = await newerRows(db, catalog, entities, events);
      if (hanging.length > 0) throw refuse(hanging);
      await deleteRestored(db, act, catalog, entities, events);
    });
  } catch (error) {
    if (!isRuleBroken(error)) throw error;
    throw new Refusal(
      "CONFLICT",
      `Nothing was deleted: ${error.table ?? "a table"} still refers to a restored row by ${error.constraint ?? "a rule"}.`,
    );
  }
}

async function deleteRestored(
  db: pg.ClientBase,
  act: Act,
  catalog: Catalog,
  entities: readonly Entity[],
  events: readonly number[],
): Promise<void> {
  const keys = new Map<Entity, string[]>();
  for (const entity of entities) keys.set(entity, await lockRestored(db, entity, events));
  const total = [...keys.values()].reduce((sum, { length }) => sum + length, 0);
  if (total === 0) {
    throw new Refusal("CONFLICT", "Nothing that this restore brought back is there any more.");
  }
  let done = 0;
  await act.progress(done, total);
  // Children first, so that a cascade finds nothing and each row is counted with its own table.
  for (const entity of parentsFirst(entities, catalog.references).toReversed()) {
    const all = keys.get(entity) ?? [];
    for (let from = 0; from < all.length; from += chunk) {
      await act.continues();
      const part = all.slice(from, from + chunk);
      const record = entity.key.map(({ name, sqlType }) => `${quote(name)} ${sqlType}`).join(", ");
      await db.query(
        `DELETE FROM ${liveName(entity)} l USING jsonb_to_recordset($1::jsonb) AS r(${record})
         WHERE ${sameKey(entity, "r", "l")}`,
        [`[${part.join(",")}]`],
      );
      done += part.length;
      await act.progress(done, total);
    }
  }
  const { rows } = await db.query<{ deleted: number }>(
    `SELECT coalesce(sum(rows), 0)::bigint AS deleted FROM log.event
     WHERE ${thisTransaction} AND operation = 'delete'`,
  );
  // A row that came while this ran would have gone by a cascade: then nothing goes.
  if (rows[0]?.deleted !== total) {
    throw new Refusal(
      "CONFLICT",
      "Something was added to the restored rows while they were being deleted. Nothing was deleted; try again.",
    );
  }
}

/** Their keys as JSON; locked, so that nobody changes them between here and the delete. */
async function lockRestored(
  db: Queryable,
  entity: Entity,
  events: readonly number[],
): Promise<string[]> {
  const p = new Parameters();
  const { rows } = await db.query<{ key: string }>(
    `SELECT json_build_object(${entity.key
      .map(({ name }) => `'${name}', l.${quote(name)}`)
      .join(", ")})::text AS key
    FROM ${liveName(entity)} l JOIN ${restoredSql(entity, events, p)} r
      ON ${sameKey(entity, "r", "l")} FOR UPDATE OF l`,
    p.values,
  );
  return rows.map(({ key }) => key);
}

/** Living rows that hang on restored ones and were not restored with them. */
async function newerRows(
  db: Queryable,
  catalog: Catalog,
  entities: readonly Entity[],
  events: readonly number[],
): Promise<Obstacle[]> {
  const obstacles: Obstacle[] = [];
  for (const reference of catalog.references) {
    const { child, parent, constraint, columns } = reference;
    if (!parent || !entities.includes(parent)) continue;
    const p = new Parameters();
    const restored = restoredSql(parent, events, p);
    const alongside = entities.includes(child)
      ? `AND NOT EXISTS (SELECT FROM ${restoredSql(child, events, p)} t WHERE ${sameKey(child, "t", "c")})`
      : "";
    const when = whenSql(reference, "c").map((condition) => `AND ${condition}`);
    const { rows } = await db.query<{
      key: string;
      title: string;
      deletedId: number;
      parentKey: string;
      parentTitle: string;
    }>(
      `SELECT ${keySql(child, "c")} AS key, ${titleSql(child, "c")} AS title,
        p.c_deleted AS "deletedId", ${keySql(parent, "p")} AS "parentKey",
        ${titleSql(parent, "p")} AS "parentTitle"
      FROM ${restored} p JOIN ${liveName(child)} c ON ${refersTo(reference, "c", "p")}
      WHERE true ${when.join(" ")} ${alongside} LIMIT 500`,
      p.values,
    );
    for (const { parentKey, parentTitle, deletedId, ...living } of rows) {
      obstacles.push({
        entity: parent.name,
        key: parentKey,
        deletedId,
        title: parentTitle,
        kind: "newer-row",
        constraint,
        columns: [...columns],
        detail: `The ${child.labels.one} “${living.title}” hangs on it and came after the restore`,
        living: { entity: child.name, ...living },
      });
    }
  }
  return obstacles;
}

function refuse(obstacles: readonly Obstacle[]): Refusal {
  const count = obstacles.length === 1 ? "A row" : `${obstacles.length} rows`;
  return new Refusal(
    "OBSTACLES",
    `Nothing was deleted: ${count} that came after the restore would have gone too. ${obstacles[0]?.detail}.`,
    { obstacles: obstacles.slice(0, 100) },
  );
}

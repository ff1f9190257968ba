import { archiveName } from "../../../drizzle/audit/entity.ts";
import type { Obstacle } from "../../../shared/jobs.ts";
import { type Catalog, type Queryable, type Reference, refersTo, whenSql } from "../catalog.ts";
import { keySql, Parameters, quote, titleSql } from "../record-sql.ts";
import { type Chosen, chosenSql } from "./choice.ts";
import { obstacleLimit } from "./obstacle-limit.ts";

interface Orphan {
  key: string;
  title: string;
  deletedId: number;
  wanted: string;
  parentKey: string | null;
  parentTitle: string | null;
  cohort: string | null;
}

/** A parent that another deletion took; restoring that one too would clear the way. */
export interface MissingParent {
  readonly cohort: string;
  readonly entity: string;
  readonly key: string;
  readonly title: string;
}

export interface ParentObstacle {
  readonly obstacle: Obstacle;
  readonly missing: MissingParent | undefined;
}

/** Chosen rows whose parent neither lives nor comes back with them. */
export async function missingParents(
  db: Queryable,
  catalog: Catalog,
  chosen: Chosen,
  reference: Reference,
): Promise<ParentObstacle[]> {
  const { child, parent, parentTable, columns, constraint } = reference;
  const p = new Parameters();
  const refers = refersTo(reference, "c", "p");
  const present = columns.map((column) => `c.${quote(column)} IS NOT NULL`);
  const archived = parent
    ? `LEFT JOIN LATERAL (
        SELECT p.deleted_id, p.restored_id, ${keySql(parent, "p")} AS key,
          ${titleSql(parent, "p")} AS title
        FROM ${archiveName(parent)} p WHERE ${refers}
        ORDER BY p.deleted_id DESC LIMIT 1) gone ON gone.restored_id IS NULL
      LEFT JOIN log.event e ON e.sequence = gone.deleted_id`
    : "LEFT JOIN LATERAL (SELECT NULL::text AS key, NULL::text AS title) gone ON true LEFT JOIN log.event e ON false";
  const alongside = parent && chosen.tables.has(parent);
  const own = columns.map((column) => `c.${quote(column)}`).join(", ");
  const theirs = reference.parentColumns.map((column) => `p.${quote(column)}`).join(", ");
  const { rows } = await db.query<Orphan>(
    `SELECT ${keySql(child, "c")} AS key, ${titleSql(child, "c")} AS title,
      c.deleted_id AS "deletedId",
      concat_ws('~', ${own}) AS wanted,
      gone.key AS "parentKey", gone.title AS "parentTitle", e.generation || ':' || e.xid AS cohort
    FROM ${chosenSql(chosen, child, catalog, p)} c ${archived}
    WHERE ${[...present, ...whenSql(reference, "c")].join(" AND ")}
      AND NOT EXISTS (SELECT FROM ${parentTable} p WHERE ${refers})
      ${
        // NOT IN is hashed whatever the planner believes of rows that were never analysed, where
        // NOT EXISTS became a loop in a loop; neither side is null.
        alongside
          ? `AND (${own}) NOT IN (SELECT ${theirs} FROM ${chosenSql(chosen, parent, catalog, p)} p)`
          : ""
      }
    ORDER BY c.deleted_id, 1 LIMIT ${obstacleLimit}`,
    p.values,
  );
  return rows.map((row) => {
    const what = parent?.labels.one ?? parentTable;
    const restorable = parent?.schema === "public" && row.cohort !== null;
    const missing: MissingParent | undefined =
      parent && row.cohort && row.parentKey && restorable
        ? {
            cohort: row.cohort,
            entity: parent.name,
            key: row.parentKey,
            title: row.parentTitle ?? row.parentKey,
          }
        : undefined;
    return {
      missing,
      obstacle: {
        entity: child.name,
        key: row.key,
        deletedId: row.deletedId,
        title: row.title,
        kind: missing ? "parent-deleted" : "parent-gone",
        constraint,
        columns: [...columns],
        detail: missing
          ? `Its ${what} “${missing.title}” was deleted in ${missing.cohort}`
          : `Its ${what} ${row.wanted} is gone and in no archive that could bring it back`,
        ...(missing ? { cohort: missing.cohort } : {}),
      },
    };
  });
}

import { type Entity, liveName } from "../../../drizzle/audit/entity.ts";
import type { Obstacle } from "../../../shared/jobs.ts";
import type { Catalog, Queryable, UniqueKey } from "../catalog.ts";
import { keySql, Parameters, titleSql } from "../record-sql.ts";
import { type Chosen, chosenSql } from "./choice.ts";
import { obstacleLimit } from "./obstacle-limit.ts";

interface Clash {
  key: string;
  title: string;
  deletedId: number;
  value: string;
  otherKey: string;
  otherTitle: string;
  living: boolean;
}

/** Chosen rows whose unique value a living row has, or another chosen row. */
export async function findClashes(
  db: Queryable,
  catalog: Catalog,
  chosen: Chosen,
  entity: Entity,
): Promise<Obstacle[]> {
  const obstacles: Obstacle[] = [];
  const primaryTaken = new Map<string, string>();
  for (const unique of catalog.uniques.get(entity) ?? []) {
    if (mentionsSecret(unique)) continue;
    for (const clash of await clashesOf(db, catalog, chosen, unique)) {
      const row = `${clash.deletedId} ${clash.key}`;
      if (unique.primary && clash.living) primaryTaken.set(row, clash.otherKey);
      // The row itself lives: that its other unique values are taken by it says nothing more.
      else if (clash.living && primaryTaken.get(row) === clash.otherKey) continue;
      obstacles.push(describe(unique, clash));
    }
  }
  return obstacles;
}

const mentionsSecret = ({ entity, columns }: UniqueKey): boolean =>
  entity.columns.some((column) => column.secret && columns.includes(column.name));

async function clashesOf(
  db: Queryable,
  catalog: Catalog,
  chosen: Chosen,
  { entity, parts, predicate, nullsDistinct }: UniqueKey,
): Promise<Clash[]> {
  const p = new Parameters();
  const names = parts.map((_, index) => `c_${index}`);
  const equals = nullsDistinct ? "=" : "IS NOT DISTINCT FROM";
  const where = predicate ? `WHERE ${predicate}` : "";
  const known = nullsDistinct ? names.map((name) => `${name} IS NOT NULL`).join(" AND ") : "true";
  const { rows } = await db.query<Clash>(
    `WITH c AS MATERIALIZED (
      SELECT r.deleted_id AS c_deleted, ${keySql(entity, "r")} AS c_key,
        ${titleSql(entity, "r")} AS c_title,
        ${parts.map((part, index) => `(${part}) AS ${names[index]}`).join(", ")}
      FROM ${chosenSql(chosen, entity, catalog, p)} r ${where}),
    paired AS (
      SELECT c.*, coalesce(lag(c_key) OVER w, lead(c_key) OVER w) AS other_key,
        coalesce(lag(c_title) OVER w, lead(c_title) OVER w) AS other_title
      FROM c WHERE ${known}
      WINDOW w AS (PARTITION BY ${names.join(", ")} ORDER BY c_deleted, c_key))
    SELECT c_key AS key, c_title AS title, c_deleted AS "deletedId", value,
      "otherKey", "otherTitle", living
    FROM (
      SELECT c.*, l.key AS "otherKey", l.title AS "otherTitle", true AS living,
        concat_ws(', ', ${names.join(", ")}) AS value
      FROM c CROSS JOIN LATERAL (
        SELECT ${keySql(entity, "l")} AS key, ${titleSql(entity, "l")} AS title
        FROM ${liveName(entity)} l
        WHERE ${parts.map((part, index) => `(${part}) ${equals} c.${names[index]}`).join(" AND ")}
          ${predicate ? `AND (${predicate})` : ""} LIMIT 1) l
      UNION ALL
      SELECT c_deleted, c_key, c_title, ${names.join(", ")}, other_key, other_title, false,
        concat_ws(', ', ${names.join(", ")})
      FROM paired WHERE other_key IS NOT NULL) found
    ORDER BY c_deleted, c_key LIMIT ${obstacleLimit}`,
    p.values,
  );
  return rows;
}

function describe(unique: UniqueKey, clash: Clash): Obstacle {
  const { entity, name, primary } = unique;
  const what = unique.columns.length > 0 ? unique.columns.join(", ") : unique.parts.join(", ");
  const one = entity.labels.one;
  return {
    entity: entity.name,
    key: clash.key,
    deletedId: clash.deletedId,
    title: clash.title,
    kind: primary && clash.living ? "key-exists" : "unique-taken",
    constraint: name,
    columns: [...unique.columns],
    detail: !clash.living
      ? `Another of the chosen rows, “${clash.otherTitle}”, has the same ${what}: ${clash.value}`
      : primary
        ? `A living ${one}, “${clash.otherTitle}”, has this key`
        : `${what} ${clash.value} was taken since by the ${one} “${clash.otherTitle}”`,
    ...(clash.living
      ? { living: { entity: entity.name, key: clash.otherKey, title: clash.otherTitle } }
      : {}),
  };
}

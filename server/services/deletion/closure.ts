import { type Entity, liveName } from "../../../drizzle/audit/entity.ts";
import { type Catalog, type Queryable, type Reference, whenSql } from "../catalog.ts";
import { literal, Parameters, quote } from "../record-sql.ts";

/** Counting ends here: beyond, a preview says "more than". */
export const countLimit = 200_000;

export interface Closure {
  readonly tables: readonly { entity: string; rows: number }[];
  readonly total: number;
  /** There is more than was counted. */
  readonly more: boolean;
}

/**
 * Counts everything that a delete of one record takes with it: along cascading foreign keys and
 * polymorphic targets, each row once, in one statement.
 */
export async function countClosure(
  db: Queryable,
  catalog: Catalog,
  entity: Entity,
  key: Readonly<Record<string, string>>,
): Promise<Closure> {
  const cascading = catalog.references.filter(
    ({ cascades, parent }) => cascades && parent !== undefined,
  );
  const reachable = new Set([entity]);
  for (let size = 0; size !== reachable.size; ) {
    size = reachable.size;
    for (const { child, parent } of cascading) {
      if (parent && reachable.has(parent)) reachable.add(child);
    }
  }
  const steps = cascading
    .filter(({ parent }) => parent && reachable.has(parent))
    .map((reference) => childrenSql(reference));
  const p = new Parameters();
  const start = entity.key.map((column) => `${p.add(key[column.name])}::text`).join(", ");
  const { rows } = await db.query<{ entity: string; rows: number }>(
    `WITH RECURSIVE taken(entity, key) AS (
      SELECT ${literal(entity.name)}, ARRAY[${start}]
      UNION
      SELECT next.entity, next.key FROM taken t CROSS JOIN LATERAL (
        ${steps.join("\n        UNION ALL ") || "SELECT NULL::text AS entity, NULL::text[] AS key WHERE false"}) next)
    SELECT entity, count(*) AS rows
    FROM (SELECT entity FROM taken LIMIT ${countLimit + 1}) counted
    GROUP BY entity ORDER BY entity = ${literal(entity.name)} DESC, 2 DESC, 1`,
    p.values,
  );
  const total = rows.reduce((sum, row) => sum + row.rows, 0);
  return { tables: rows, total: Math.min(total, countLimit), more: total > countLimit };
}

/** The rows that go with row `t` by one reference. */
function childrenSql(reference: Reference): string {
  const { child, parent, columns, parentColumns } = reference;
  if (!parent)
    throw new Error(`${reference.constraint} refers to a table without a registry entry`);
  const conditions = columns.map((column, index) => {
    const place = parent.key.findIndex(({ name }) => name === parentColumns[index]);
    const part = parent.key[place];
    if (!part) throw new Error(`${reference.constraint} refers to columns that are not the key`);
    return `c.${quote(column)} = t.key[${place + 1}]::${part.sqlType}`;
  });
  const key = child.key.map(({ name }) => `c.${quote(name)}::text`).join(", ");
  return `SELECT ${literal(child.name)} AS entity, ARRAY[${key}] AS key FROM ${liveName(child)} c
        WHERE t.entity = ${literal(parent.name)} AND ${[...conditions, ...whenSql(reference, "c")].join(" AND ")}`;
}

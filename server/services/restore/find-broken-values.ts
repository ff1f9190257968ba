import type { Entity } from "../../../drizzle/audit/entity.ts";
import type { Obstacle } from "../../../shared/jobs.ts";
import type { Catalog, LiveColumn, Queryable } from "../catalog.ts";
import { keySql, Parameters, quote, titleSql } from "../record-sql.ts";
import { type Chosen, chosenSql } from "./choice.ts";
import { obstacleLimit } from "./obstacle-limit.ts";

interface Rule {
  readonly name: string;
  readonly kind: "null-in-required" | "check-fails";
  readonly columns: readonly string[];
  /** SQL over the chosen row that is true when the row breaks the rule. */
  readonly broken: string;
  readonly detail: string;
}

/** Chosen rows that today's table would refuse for what is in them. One pass over the rows. */
export async function findBrokenValues(
  db: Queryable,
  catalog: Catalog,
  chosen: Chosen,
  entity: Entity,
): Promise<Obstacle[]> {
  const rules = rulesOf(catalog, entity);
  if (rules.length === 0) return [];
  const p = new Parameters();
  const { rows } = await db.query<{ key: string; title: string; deletedId: number; rule: number }>(
    `SELECT ${keySql(entity, "c")} AS key, ${titleSql(entity, "c")} AS title,
      c.deleted_id AS "deletedId", v.rule
    FROM ${chosenSql(chosen, entity, catalog, p)} c CROSS JOIN LATERAL (VALUES
      ${rules.map((rule, index) => `(${index}, (${rule.broken}))`).join(", ")}) v(rule, broken)
    WHERE v.broken ORDER BY c.deleted_id, 1, v.rule LIMIT ${obstacleLimit}`,
    p.values,
  );
  return rows.flatMap(({ rule: index, ...row }) => {
    const rule = rules[index];
    if (!rule) return [];
    const { name: constraint, kind, columns, detail } = rule;
    return [{ entity: entity.name, ...row, kind, constraint, columns: [...columns], detail }];
  });
}

function rulesOf(catalog: Catalog, entity: Entity): Rule[] {
  const secret = new Set(
    entity.columns.flatMap(({ name, secret: hidden }) => (hidden ? name : [])),
  );
  const columns = catalog.columns.get(entity) ?? [];
  return [
    ...columns.flatMap((column) => (secret.has(column.name) ? [] : columnRules(column))),
    ...(catalog.checks.get(entity) ?? []).map(
      (check): Rule => ({
        name: check.name,
        kind: "check-fails",
        columns: check.columns,
        broken: `(${check.expression}) IS FALSE`,
        detail: `It breaks the rule ${check.name}: ${check.expression}`,
      }),
    ),
  ];
}

function columnRules({ name, type, notNull, filled, archiveType }: LiveColumn): Rule[] {
  const rules: Rule[] = [];
  // Left out of the insert, the database fills it in; a null from the archive is taken as it is.
  if (notNull && (archiveType !== null || !filled)) {
    rules.push({
      name: `${name} not null`,
      kind: "null-in-required",
      columns: [name],
      broken: `c.${quote(name)} IS NULL`,
      detail:
        archiveType === null
          ? `${name} is required and came after this row was deleted`
          : `${name} is required now and was empty when this row was deleted`,
    });
  }
  const length = /^character varying\((\d+)\)$/.exec(type)?.[1];
  if (length && archiveType !== null && archiveType !== type) {
    rules.push({
      name: `${name} ${type}`,
      kind: "check-fails",
      columns: [name],
      broken: `length(c.${quote(name)}) > ${length}`,
      detail: `${name} may have ${length} characters now and this row has more`,
    });
  }
  return rules;
}

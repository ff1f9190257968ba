import type pg from "pg";
import type { z } from "zod";
import { archiveName, type Entity } from "../../../drizzle/audit/entity.ts";
import { findEntity } from "../../../drizzle/registry.ts";
import type { DeletedRow, deletedRows } from "../../../shared/schemas/deleted.ts";
import type { Page } from "../../../shared/schemas/fields.ts";
import { keyset, type OrderColumn } from "../../paging.ts";
import { readReferences } from "../catalog.ts";
import { where } from "../filters.ts";
import { keySql, literal, Parameters, quote, titleSql } from "../record-sql.ts";
import { Refusal } from "../refusal.ts";
import { deleteEvents } from "../restore/choice.ts";

interface Row extends Omit<DeletedRow, "parentKey"> {
  readonly parentKey: string | null;
  readonly parts: string[];
}

/** The rows of one table that one transaction deleted, as the archive keeps them. */
export async function listCohortRows(
  pool: pg.Pool,
  { cohort, entity: name, cursor, limit }: z.output<typeof deletedRows>,
): Promise<Page<DeletedRow>> {
  const entity = findEntity(name);
  const events = (await deleteEvents(pool, cohort)).filter((event) => event.entity === entity);
  if (!entity || events.length === 0) {
    throw new Refusal("NOT_FOUND", `Deletion ${cohort} has no ${name}.`, { field: "entity" });
  }
  const p = new Parameters();
  const keys = keyset<Row>(
    {
      list: "deleted-rows",
      columns: [
        { sql: "a.deleted_id", type: "bigint" },
        ...entity.key.map(
          (column): OrderColumn => ({
            sql: `a.${quote(column.name)}`,
            type: column.kind === "uuid" ? "uuid" : column.kind === "number" ? "bigint" : "text",
          }),
        ),
      ],
      direction: "asc",
      values: ({ deletedId, parts }) => [deletedId, ...parts],
    },
    { cohort, entity: name },
    { cursor, limit },
    p,
  );
  const { rows } = await pool.query<Row>(
    `SELECT ${keySql(entity, "a")} AS key, ${titleSql(entity, "a")} AS title,
      a.deleted_id AS "deletedId", a.restored_id IS NOT NULL AS restored,
      ${valuesSql(entity)} AS values, ${await parentSql(pool, entity)} AS "parentKey",
      ARRAY[${entity.key.map((column) => `a.${quote(column.name)}::text`).join(", ")}] AS parts
    FROM ${archiveName(entity)} a
    ${where(`a.deleted_id = ANY(${p.add(events.map(({ sequence }) => sequence))}::bigint[])`, keys.where)}
    ${keys.tail}`,
    p.values,
  );
  const page = keys.page(rows);
  return {
    ...page,
    rows: page.rows.map(({ parts: _, parentKey, ...row }) => ({
      ...row,
      ...(parentKey === null ? {} : { parentKey }),
    })),
  };
}

const valuesSql = (entity: Entity): string =>
  `jsonb_build_object(${entity.columns
    .filter(({ secret }) => !secret)
    .map(({ property, name }) => `${literal(property)}, a.${quote(name)}`)
    .join(", ")})`;

async function parentSql(pool: pg.Pool, entity: Entity): Promise<string> {
  const itself = (await readReferences(pool)).find(
    ({ child, parent }) => child === entity && parent === entity,
  );
  if (!itself) return "NULL";
  return itself.columns.map((column) => `a.${quote(column)}::text`).join(" || '~' || ");
}

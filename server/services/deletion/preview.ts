import { type Entity, liveName } from "../../../drizzle/audit/entity.ts";
import { entityNamed, findEntity } from "../../../drizzle/registry.ts";
import type { TableCount } from "../../../shared/jobs.ts";
import type { Deletable } from "../../../shared/schemas/deleted.ts";
import { type Queryable, readCatalog } from "../catalog.ts";
import { missing } from "../missing.ts";
import { keyIs, keySql, Parameters, parseKey, titleSql } from "../record-sql.ts";
import { countClosure } from "./closure.ts";

export interface RecordName {
  readonly entity: string;
  readonly key: string;
  readonly title: string;
}

export interface DeletePreview {
  readonly record: RecordName;
  /** With the record itself. */
  readonly total: number;
  /** There are more rows than were counted. */
  readonly more: boolean;
  readonly tables: readonly TableCount[];
}

/** NOT_FOUND when no such record lives; the error says where it is if it was deleted. */
export async function findRecord(db: Queryable, entity: Entity, key: string): Promise<RecordName> {
  const p = new Parameters();
  const { rows } = await db.query<{ key: string; title: string }>(
    `SELECT ${keySql(entity, "l")} AS key, ${titleSql(entity, "l")} AS title
     FROM ${liveName(entity)} l WHERE ${keyIs(entity, "l", parseKey(entity, key), p)}`,
    p.values,
  );
  const found = rows[0];
  if (!found) throw await missing(db, entity, key);
  return { entity: entity.name, ...found };
}

/** Everything that the delete of one record would take with it. Writes nothing. */
export async function previewDelete(
  db: Queryable,
  name: Deletable,
  key: string,
): Promise<DeletePreview> {
  const entity = entityNamed(name);
  const [record, catalog] = await Promise.all([findRecord(db, entity, key), readCatalog(db)]);
  const { tables, total, more } = await countClosure(db, catalog, entity, parseKey(entity, key));
  return {
    record,
    total,
    more,
    tables: tables.map((table) => ({
      ...table,
      label: findEntity(table.entity)?.labels.many ?? table.entity,
    })),
  };
}

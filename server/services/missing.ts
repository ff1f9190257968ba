import { archiveName, type Entity } from "../../drizzle/audit/entity.ts";
import { AppError, notFound } from "../errors.ts";
import type { Queryable } from "./catalog.ts";
import { keyIs, Parameters, parseKey } from "./record-sql.ts";

/** The error for a record that is not there: it says when the record was deleted, and with what. */
export async function missing(db: Queryable, entity: Entity, key: string): Promise<AppError> {
  const parameters = new Parameters();
  const { rows } = await db.query<{ cohort: string }>(
    `SELECT e.generation || ':' || e.xid AS cohort
    FROM ${archiveName(entity)} a JOIN log.event e ON e.sequence = a.deleted_id
    WHERE ${keyIs(entity, "a", parseKey(entity, key), parameters)} AND a.restored_id IS NULL
    ORDER BY a.deleted_id DESC LIMIT 1`,
    parameters.values,
  );
  const [deleted] = rows;
  const { one } = entity.labels;
  return deleted
    ? new AppError("NOT_FOUND", `This ${one} was deleted. Deleted records has it.`, {
        deletedCohort: deleted.cohort,
      })
    : notFound(`${one} with the id ${key}`);
}

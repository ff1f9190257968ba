import type pg from "pg";
import { liveName } from "../../../drizzle/audit/entity.ts";
import { entityNamed } from "../../../drizzle/registry.ts";
import type { Receipt } from "../../../shared/jobs.ts";
import type { Deletable } from "../../../shared/schemas/deleted.ts";
import { type Act, isRuleBroken, once } from "../act.ts";
import { keyIs, Parameters, parseKey } from "../record-sql.ts";
import { thisTransaction } from "../receipt.ts";
import { Refusal } from "../refusal.ts";
import { countLimit } from "./closure.ts";

export interface DeleteRequest {
  readonly entity: Deletable;
  readonly key: string;
  /** What the preview counted. */
  readonly expectedTotal: number;
}

/** A live thread grows while one looks at the preview; a tenth more is no surprise. */
const tolerance = (expected: number): number => Math.max(10, expected / 10);

/** Deletes one record and everything that hangs on it: one transaction, one cohort. */
export async function runDelete(
  pool: pg.Pool,
  act: Act,
  { entity: name, key, expectedTotal }: DeleteRequest,
): Promise<Receipt> {
  const entity = entityNamed(name);
  try {
    return await once(pool, act, async (db) => {
      await act.progress(0, expectedTotal);
      await act.continues();
      const p = new Parameters();
      const { rowCount } = await db.query(
        `DELETE FROM ${liveName(entity)} l WHERE ${keyIs(entity, "l", parseKey(entity, key), p)}`,
        p.values,
      );
      if (!rowCount) {
        throw new Refusal("NOT_FOUND", `There is no ${entity.labels.one} ${key} any more.`);
      }
      const { rows } = await db.query<{ total: number }>(
        `SELECT sum(rows)::bigint AS total FROM log.event
         WHERE ${thisTransaction} AND operation = 'delete'`,
      );
      const total = rows[0]?.total ?? 0;
      // The preview stops counting at the limit; what it did not count it cannot hold anyone to.
      if (
        (expectedTotal < countLimit || total < countLimit) &&
        Math.abs(total - expectedTotal) > tolerance(expectedTotal)
      ) {
        throw new Refusal(
          "CONFLICT",
          `The preview counted ${expectedTotal} rows and there are ${total} now. Nothing was deleted; look at the preview again.`,
        );
      }
      await act.progress(total, total);
    });
  } catch (error) {
    if (!isRuleBroken(error)) throw error;
    throw new Refusal(
      "CONFLICT",
      `Nothing was deleted: ${error.table ?? "another table"} still refers to it by ${error.constraint ?? "a rule"}.`,
    );
  }
}

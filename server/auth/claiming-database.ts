import { AsyncLocalStorage } from "node:async_hooks";
import { drizzle } from "drizzle-orm/pg-proxy";
import type pg from "pg";
import { type Claim, write } from "../stores/postgres/write.ts";

const claims = new AsyncLocalStorage<Claim>();

/** Everything that Better Auth writes while `work` runs is written as this actor. */
export const claimedBy = <Value>(claim: Claim, work: () => Promise<Value>): Promise<Value> =>
  claims.run(claim, work);

/**
 * drizzle for Better Auth, which writes by itself: here each of its statements that changes
 * anything becomes a transaction with a claim, like every other write of the server.
 */
export function claimingDatabase(pool: pg.Pool) {
  return drizzle(
    async (text, values, method) => {
      const query = { text, values, rowMode: "array" as const };
      const result = /^\s*select\b/i.test(text)
        ? await pool.query(query)
        : await write(
            pool,
            claims.getStore() ?? { actorKind: "job", actor: "auth" },
            (transaction) => transaction.client.query(query),
          );
      // Better Auth reads the number of changed rows from where some drivers put it.
      return { rows: method === "all" ? result.rows : [{ rowsAffected: result.rowCount ?? 0 }] };
    },
    { casing: "snake_case" },
  );
}

import pg from "pg";
import { archiveName } from "../../drizzle/audit/entity.ts";
import { restoreFunctionName } from "../../drizzle/audit/restore-function.ts";
import { registry } from "../../drizzle/registry.ts";

/** The registry's order is one in which parents come before what hangs on them. */
const statements = registry.map((entity) => {
  const keys = entity.key.map(({ name }) => `'${name}', a.${name}`).join(", ");
  return `SELECT r.restored FROM (
      SELECT jsonb_agg(jsonb_build_object('deleted_id', a.deleted_id, ${keys})) AS rows
      FROM ${archiveName(entity)} a JOIN log.event e ON e.sequence = a.deleted_id
      WHERE e.xid = $1::xid8 AND a.restored_id IS NULL
    ) chosen CROSS JOIN LATERAL ${restoreFunctionName(entity)}(chosen.rows) r
    WHERE chosen.rows IS NOT NULL`;
});

/**
 * Brings back all that one transaction deleted, through the doors that the console uses. Does
 * nothing when it cannot be brought back whole, since something that it hangs on has gone since.
 */
export async function restoreCohort(client: pg.ClientBase, xid: string): Promise<void> {
  await client.query("SAVEPOINT restore");
  try {
    for (const statement of statements) await client.query(statement, [xid]);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code?.startsWith("23"))) throw error;
    await client.query("ROLLBACK TO SAVEPOINT restore");
  }
}

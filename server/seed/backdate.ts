import type pg from "pg";
import { archiveName } from "../../drizzle/audit/entity.ts";
import { registry } from "../../drizzle/registry.ts";
import { inTransaction } from "./steps.ts";

/**
 * Gives the events of a seed's steps the times at which they happened, marks them as demo, and
 * closes the seed. The function that reaches into the log exists within this one transaction only:
 * nobody else ever sees it, and a seed that is killed cannot leave it behind.
 */
export async function finishSeed(owner: pg.ClientBase, seed: string): Promise<void> {
  await inTransaction(owner, async () => {
    await owner.query(createBackdate);
    await owner.query("SELECT log.demo_backdate($1)", [seed]);
    await owner.query("DROP FUNCTION log.demo_backdate(text)");
    await owner.query("DELETE FROM demo.step WHERE seed = $1", [seed]);
    await owner.query("UPDATE demo.seed SET finished_at = now() WHERE name = $1", [seed]);
  });
}

const archives = registry.map((entity) => {
  return `UPDATE ${archiveName(entity)} a SET deleted_at = e.at
    FROM log.event e JOIN demo.step s ON s.xid = e.xid
    WHERE s.seed = seed_name AND e.entity = '${entity.name}' AND e.operation = 'delete'
      AND a.deleted_id = e.sequence;`;
});

const createBackdate = `CREATE FUNCTION log.demo_backdate(seed_name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  UPDATE log.event e SET at = s.at, demo = true
  FROM demo.step s WHERE s.seed = seed_name AND e.xid = s.xid AND NOT e.demo;
  ${archives.join("\n  ")}
END
$body$;
REVOKE ALL ON FUNCTION log.demo_backdate(text) FROM PUBLIC`;

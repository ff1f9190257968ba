import type pg from "pg";
import type PgBoss from "pg-boss";
import { jobNames } from "../../shared/jobs.ts";
import { actLock } from "../services/act.ts";
import { receiptOfRequest } from "../services/receipt.ts";
import { jobDataSchema } from "./definition.ts";

/** Held by the transaction of a running act, and so by nobody when its server is dead. */
const holders = (jobId: string) => `SELECT l.pid FROM pg_locks l
  WHERE l.locktype = 'advisory' AND l.classid = ${actLock} AND l.objsubid = 2 AND l.granted
    AND l.objid::bigint = hashtext(${jobId})::bigint & 4294967295
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Ends the statement that a running job is in, on whichever server; between two it does nothing. */
export async function interrupt(pool: pg.Pool, jobId: string): Promise<void> {
  await pool.query(`SELECT pg_cancel_backend(pid) FROM (${holders("$1::text")}) held`, [jobId]);
}

/**
 * Gives back jobs that a server took and died with. What it had committed is completed with its
 * receipt; the rest is rolled back and waits to be run again, or failed when that was too often.
 * A job is left alone in its first seconds, when its transaction may not have begun, and a mistake
 * costs nothing: two runs of one job meet at its lock, and the second finds the work done.
 */
export async function recoverLost(
  pool: pg.Pool,
  boss: PgBoss,
  running: Iterable<string>,
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; name: string; data: unknown }>(
    `SELECT id, name, data FROM jobs.job j
     WHERE state = 'active' AND name = ANY($1) AND started_on < now() - interval '4 seconds'
       AND id <> ALL($2::uuid[]) AND NOT EXISTS (${holders("j.id::text")})`,
    [jobNames, [...running]],
  );
  for (const { id, name, data } of rows) {
    const known = jobDataSchema.safeParse(data).data;
    const receipt = known && (await receiptOfRequest(pool, id, known.after));
    if (receipt) await boss.complete(name, id, { receipt });
    else await boss.fail(name, id, { error: lostError });
  }
  return rows.map(({ id }) => id);
}

const lostError = {
  code: "INTERNAL",
  message: "The server that ran this job ended before it was done. Nothing was changed; try again.",
};

import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Receipt } from "../../shared/jobs.ts";
import { type Claim, write } from "../stores/postgres/write.ts";
import type { Queryable } from "./catalog.ts";
import { receiptOfRequest, receiptOfTransaction } from "./receipt.ts";
import { Refusal } from "./refusal.ts";

/** What a destructive act needs from whoever runs it. */
export interface Act {
  readonly id: string;
  /** The last event of the log when the act was asked for: none of its own is before it. */
  readonly after: number;
  /** The staff member; `requestId` is the act's id, by which its events are found again. */
  readonly claim: Claim;
  /** Tells how far it is, outside the transaction. */
  progress(done: number, total: number): Promise<void>;
  /** Throws when it shall not go on; asked between the steps. */
  continues(): Promise<void>;
}

/** First number of the advisory locks: of acts, and of the cohorts they restore. */
export const actLock = 7_210_117;
const cohortLock = 7_210_118;

/**
 * Runs `work` in one transaction, once: an act that was committed before its server died is found
 * by its id and answered with its receipt. Two servers that both hold the act for theirs meet at
 * its lock, which a dead server's connection gives up.
 */
export async function once(
  pool: pg.Pool,
  act: Act,
  work: (db: pg.ClientBase) => Promise<void>,
): Promise<Receipt> {
  return write(
    pool,
    { ...act.claim, requestId: act.id },
    async ({ client }) => {
      await client.query(notice);
      await lock(client, act, actLock, act.id);
      const done = await receiptOfRequest(client, act.id, act.after);
      if (done) return done;
      await work(client);
      const receipt = await receiptOfTransaction(client);
      if (!receipt) throw new Refusal("CONFLICT", "There was nothing left to do.");
      await act.continues();
      return receipt;
    },
    { statementTimeout: 0 },
  );
}

/** PostgreSQL then sees within seconds that this process is gone, also within a long statement. */
const notice = `SELECT set_config('client_connection_check_interval', '2s', true),
  set_config('tcp_keepalives_idle', '10', true), set_config('tcp_keepalives_interval', '5', true),
  set_config('tcp_keepalives_count', '3', true)`;

/** Two restores of one cohort go one after the other; the second finds nothing left. */
export async function lockCohorts(
  db: Queryable,
  act: Act,
  cohorts: readonly string[],
): Promise<void> {
  for (const cohort of cohorts.toSorted()) await lock(db, act, cohortLock, cohort);
}

/** Asks again and again instead of waiting inside PostgreSQL, so that it can be cancelled. */
async function lock(db: Queryable, act: Act, kind: number, name: string): Promise<void> {
  for (;;) {
    const { rows } = await db.query<{ held: boolean }>(
      "SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS held",
      [kind, name],
    );
    if (rows[0]?.held) return;
    await act.continues();
    await sleep(100);
  }
}

/** A rule of the database broken although the checks before it found nothing. */
export const isRuleBroken = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && /^(23|22001)/.test(error.code ?? "");

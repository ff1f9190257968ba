import { randomUUID } from "node:crypto";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";

/** Who writes, and why. Built from the session or by a named job, never from a caller's input. */
export interface Claim {
  readonly actorKind: "staff" | "job";
  /** A staff account's id, or a job's name. */
  readonly actor: string;
  readonly requestId?: string | undefined;
  readonly reason?: string | undefined;
}

export interface Transaction {
  readonly client: pg.ClientBase;
  readonly db: NodePgDatabase;
  /** This transaction's id as text: with the cluster's generation it names the cohort. */
  xid(): Promise<string>;
}

const claimSql = `SELECT set_config('bellamy.actor_kind', $1, true), set_config('bellamy.actor', $2, true),
  set_config('bellamy.request_id', $3, true), set_config('bellamy.reason', $4, true),
  set_config('statement_timeout', $5, true)`;

export interface WriteOptions {
  /** Milliseconds a single statement may take; 0: no limit. */
  readonly statementTimeout?: number;
}

/**
 * The one way to write: a transaction whose start carries the claim. BEGIN and the claim are queued,
 * not awaited, so on a connection in pipeline mode they travel with the first statement of `work`.
 * Commits when `work` resolves; rolls back and rethrows when it rejects.
 */
export async function write<Value>(
  pool: pg.Pool,
  claim: Claim,
  work: (transaction: Transaction) => Promise<Value>,
  options: WriteOptions = {},
): Promise<Value> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await writeWith(client, claim, work, options);
  } catch (error) {
    if (error instanceof RollbackFailed) {
      broken = error;
      throw error.original;
    }
    throw error;
  } finally {
    client.release(broken);
  }
}

class RollbackFailed extends Error {
  readonly original: unknown;
  constructor(original: unknown) {
    super("The connection was lost before the transaction could be rolled back");
    this.original = original;
  }
}

/** `write` on a connection that the caller holds, for COPY. */
export async function writeWith<Value>(
  client: pg.ClientBase,
  claim: Claim,
  work: (transaction: Transaction) => Promise<Value>,
  { statementTimeout = 60_000 }: WriteOptions = {},
): Promise<Value> {
  const claimQuery = {
    name: "claim",
    text: claimSql,
    values: [
      claim.actorKind,
      claim.actor,
      claim.requestId ?? `${claim.actor}:${randomUUID()}`,
      claim.reason ?? "",
      String(statementTimeout),
    ],
  };
  const pipelined = client instanceof pg.Client && client.pipeline;
  const start = pipelined
    ? Promise.all([client.query("BEGIN"), client.query(claimQuery)])
    : client.query("BEGIN").then(() => client.query(claimQuery));
  // Its failure is thrown below; unobserved until then, it must not end the process.
  start.catch(() => undefined);
  const xid = async () => {
    const { rows } = await client.query<{ xid: string }>(
      "SELECT pg_current_xact_id()::text AS xid",
    );
    return rows[0]?.xid ?? "";
  };
  try {
    // Without pipeline mode (COPY knows none) a connection takes one query at a time.
    if (!pipelined) await start;
    const value = await work({
      client,
      db: drizzle(client as pg.Client, { casing: "snake_case" }),
      xid,
    });
    await start;
    const { command } = await client.query("COMMIT");
    // A statement failed and `work` swallowed it: PostgreSQL then answers COMMIT by ROLLBACK.
    if (command === "ROLLBACK") {
      throw new Error("A statement failed and its error was not passed on: nothing was written");
    }
    return value;
  } catch (error) {
    try {
      await client.query("ROLLBACK");
    } catch {
      throw new RollbackFailed(error);
    }
    // A failed claim fails every statement after it; the first cause is the one to tell.
    await start;
    throw error;
  }
}

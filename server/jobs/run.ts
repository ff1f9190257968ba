import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type PgBoss from "pg-boss";
import type { JobError, JobName, Receipt } from "../../shared/jobs.ts";
import { AppError, toAppError } from "../errors.ts";
import type { Act } from "../services/act.ts";
import { type JobData, jobDataSchema } from "./definition.ts";
import { deleteJob } from "./delete.ts";
import { announce, announceProgress } from "./progress.ts";
import { restoreJob } from "./restore.ts";
import { undoRestoreJob } from "./undo-restore.ts";

export interface JobLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface Workshop {
  readonly pool: pg.Pool;
  readonly boss: PgBoss;
  readonly log: JobLog;
  /** Aborts when the server ends and has no more time for what runs. */
  readonly closing: AbortSignal;
}

interface Taken {
  readonly id: string;
  readonly name: JobName;
  readonly data: unknown;
}

/** It was asked to end, or its server was: everything is rolled back. */
class Stopped extends Error {
  override name = "Stopped";
}

/** Runs a job that this server took, and leaves in its row how it ended. Never rejects. */
export async function runJob(shop: Workshop, job: Taken): Promise<void> {
  const { pool, boss, log } = shop;
  const { id, name } = job;
  let end: () => Promise<unknown>;
  try {
    const data = jobDataSchema.parse(job.data);
    log.info({ jobId: id, name, requestId: data.requestId }, "job begins");
    const receipt = await runKind(pool, actOf(shop, job, data), name, data.input);
    end = () => boss.complete(name, id, { receipt });
    log.info({ jobId: id, name, rows: receipt.total }, "job done");
  } catch (error) {
    const outcome = await outcomeOf(shop, job, error);
    log[outcome === "failed" ? "error" : "warn"]({ jobId: id, name, err: error }, `job ${outcome}`);
    end = {
      cancelled: () => boss.cancel(name, id),
      again: () => boss.fail(name, id, { error: toJobError(error) }),
      failed: () => failForGood(shop, job, toJobError(error)),
    }[outcome];
  }
  await persistently(log, id, async () => {
    await end();
    await announce(pool, "changed", id);
  });
}

function runKind(pool: pg.Pool, act: Act, name: JobName, input: unknown): Promise<Receipt> {
  switch (name) {
    case "delete":
      return deleteJob.run(pool, act, deleteJob.input.parse(input));
    case "restore":
      return restoreJob.run(pool, act, restoreJob.input.parse(input));
    case "undo-restore":
      return undoRestoreJob.run(pool, act, undoRestoreJob.input.parse(input));
  }
}

function actOf(shop: Workshop, job: Taken, data: JobData): Act {
  return {
    id: job.id,
    after: data.after,
    claim: { actorKind: "staff", actor: data.actor, reason: data.reason },
    progress: (done, total) => announceProgress(shop.pool, job, done, total),
    async continues() {
      if (shop.closing.aborted || (await isCancelled(shop.pool, job))) throw new Stopped();
    },
  };
}

async function isCancelled(pool: pg.Pool, { name, id }: Taken): Promise<boolean> {
  const { rows } = await pool.query<{ cancel: boolean }>(
    `SELECT coalesce((data->>'cancel')::boolean, false) AS cancel FROM jobs.job
     WHERE name = $1 AND id = $2`,
    [name, id],
  );
  return rows[0]?.cancel ?? false;
}

async function outcomeOf(
  { pool, closing }: Workshop,
  job: Taken,
  error: unknown,
): Promise<"cancelled" | "again" | "failed"> {
  const interrupted =
    error instanceof Stopped || (error instanceof pg.DatabaseError && error.code === "57014");
  if (interrupted && (await isCancelled(pool, job).catch(() => false))) return "cancelled";
  if (interrupted && closing.aborted) return "again";
  if (error instanceof pg.DatabaseError && /^40(001|P01)$/.test(error.code ?? "")) return "again";
  return toAppError(error).code === "STORE_DOWN" ? "again" : "failed";
}

function toJobError(error: unknown): JobError {
  const { code, message, details } = error instanceof AppError ? error : toAppError(error);
  return { code, message, ...(details.obstacles ? { obstacles: [...details.obstacles] } : {}) };
}

/** A refusal does not become something else by trying again. */
async function failForGood({ pool, boss }: Workshop, { id, name }: Taken, error: JobError) {
  await pool.query(
    "UPDATE jobs.job SET retry_limit = retry_count WHERE name = $1 AND id = $2 AND state = 'active'",
    [name, id],
  );
  await boss.fail(name, id, { error });
}

/** If the database is away for longer, `recoverLost` finds the job later and settles it. */
async function persistently(log: JobLog, jobId: string, act: () => Promise<void>): Promise<void> {
  for (const pause of [100, 500, 2_000, null]) {
    try {
      return await act();
    } catch (error) {
      if (pause === null) log.error({ jobId, err: error }, "the end of a job was not stored");
      else await sleep(pause);
    }
  }
}

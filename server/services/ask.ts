import { entityNamed } from "../../drizzle/registry.ts";
import type { Choice, Job } from "../../shared/jobs.ts";
import type { Deletable } from "../../shared/schemas/deleted.ts";
import type { Context } from "../context.ts";
import type { SignedIn } from "../trpc.ts";
import { getCohort } from "./deletion/cohorts.ts";
import { findRecord } from "./deletion/preview.ts";
import { Refusal } from "./refusal.ts";

type Asker = Context & SignedIn;

/** Milliseconds in which one's own deletion is undone without the right to restore. */
const undoWithin = 10 * 60_000;

/** Who asks, from the session: a job's input never names its actor. */
const asker = ({ account, requestId }: Asker) => ({ actor: account.id, requestId });

export const viewerOf = ({ account }: Asker) => ({
  id: account.id,
  all: account.role === "admin",
});

export async function askDelete(
  ctx: Asker,
  input: { entity: Deletable; key: string; reason: string; expectedTotal: number },
): Promise<{ jobId: string }> {
  const { reason, ...request } = input;
  const entity = entityNamed(input.entity);
  const { title } = await findRecord(ctx.pool, entity, input.key);
  const jobId = await ctx.jobs.add({
    ...asker(ctx),
    name: "delete",
    title: `Delete the ${entity.labels.one} “${title}”`,
    reason,
    total: input.expectedTotal,
    input: request,
  });
  return { jobId };
}

export async function askRestore(
  ctx: Asker,
  choice: Choice,
  { reason, expectedTotal }: { reason: string; expectedTotal: number },
): Promise<{ jobId: string }> {
  const { root } = await getCohort(ctx.pool, choice.cohort);
  const jobId = await ctx.jobs.add({
    ...asker(ctx),
    name: "restore",
    title: `Restore the ${entityNamed(root.entity).labels.one} “${root.title}”`,
    reason,
    total: expectedTotal,
    input: { choice, expectedTotal },
  });
  return { jobId };
}

/** Brings back what the caller's own delete job took, within 10 minutes of it. */
export async function askUndoDelete(ctx: Asker, jobId: string): Promise<{ jobId: string }> {
  const job = await ctx.jobs.get(jobId, { id: ctx.account.id, all: false });
  const cohort = doneReceipt(job, "delete").cohort;
  if (!cohort || Date.now() - Date.parse(job.endedAt ?? "") > undoWithin) {
    throw new Refusal(
      "CONFLICT",
      "A deletion can be undone here for 10 minutes. After that it is restored from the deleted records.",
    );
  }
  const { total, restored } = await getCohort(ctx.pool, cohort);
  return askRestore(
    ctx,
    { cohort },
    { reason: `Undo: ${job.title}`.slice(0, 500), expectedTotal: total - restored },
  );
}

/** Deletes what a restore brought back: anyone may who may restore, whoever restored it. */
export async function askUndoRestore(
  ctx: Asker,
  input: { jobId: string; reason: string },
): Promise<{ jobId: string }> {
  const job = await ctx.jobs.get(input.jobId, { id: ctx.account.id, all: true });
  const restored = doneReceipt(job, "restore");
  const jobId = await ctx.jobs.add({
    ...asker(ctx),
    name: "undo-restore",
    title: `Undo: ${job.title}`,
    reason: input.reason,
    total: restored.total,
    input: { restored },
  });
  return { jobId };
}

function doneReceipt(job: Job, name: Job["name"]) {
  if (job.name !== name) {
    throw new Refusal("BAD_INPUT", `Job ${job.id} is no ${name}.`, { field: "jobId" });
  }
  if (!job.receipt) {
    throw new Refusal("CONFLICT", `Job ${job.id} changed nothing, so there is nothing to undo.`);
  }
  return job.receipt;
}

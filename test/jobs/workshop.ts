import type { Choice, Job } from "../../shared/jobs.ts";
import { type Jobs, startJobs } from "../../server/jobs/queue.ts";
import type { JobLog } from "../../server/jobs/run.ts";
import type { Viewer } from "../../server/jobs/view.ts";
import { previewDelete } from "../../server/services/deletion/preview.ts";
import { previewRestore } from "../../server/services/restore/preview.ts";
import type { Deletable } from "../../shared/schemas/deleted.ts";
import type { Platform } from "./content.ts";

/** What the log was told, for a test to look at when something went wrong. */
export const kept: { details: object; message: string }[] = [];
const keep = (details: object, message: string) => void kept.push({ details, message });
const log: JobLog = { info: keep, warn: keep, error: keep };

export interface Workshop {
  readonly jobs: Jobs;
  readonly viewer: Viewer;
  delete(entity: Deletable, key: string): Promise<string>;
  restore(choice: Choice, expectedTotal?: number): Promise<string>;
  undo(jobId: string): Promise<string>;
  /** Every state that a watcher sees, until the job is over. */
  follow(jobId: string): Promise<Job[]>;
  end(jobId: string): Promise<Job>;
}

/** One server's jobs over a platform, asked for by its staff member. */
export async function openWorkshop(platform: Platform): Promise<Workshop> {
  const { pool, database, staff } = platform;
  const jobs = await startJobs({ pool, databaseUrl: database.consoleUrl, log, patience: 500 });
  const viewer = { id: staff, all: false };
  const asked = { actor: staff, requestId: "request-1", reason: "asked for in a test" };
  const follow = async (jobId: string) => {
    const seen: Job[] = [];
    for await (const job of jobs.watch(jobId, viewer)) seen.push(job);
    return seen;
  };
  return {
    jobs,
    viewer,
    follow,
    async delete(entity, key) {
      const { total } = await previewDelete(pool, entity, key);
      const input = { entity, key, expectedTotal: total };
      return jobs.add({ ...asked, name: "delete", title: "Delete", total, input });
    },
    async restore(choice, expected) {
      const total = expected ?? (await previewRestore(pool, choice)).total;
      const input = { choice, expectedTotal: total };
      return jobs.add({ ...asked, name: "restore", title: "Restore", total, input });
    },
    async undo(jobId) {
      const { receipt } = await jobs.get(jobId, viewer);
      const input = { restored: receipt };
      return jobs.add({ ...asked, name: "undo-restore", title: "Undo", total: 0, input });
    },
    async end(jobId) {
      const last = (await follow(jobId)).at(-1);
      if (!last) throw new Error(`Job ${jobId} was never seen`);
      return last;
    },
  };
}

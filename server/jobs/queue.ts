import type pg from "pg";
import { isOver, type Job, type JobName, jobNames } from "../../shared/jobs.ts";
import { Refusal } from "../services/refusal.ts";
import { openBoss } from "./boss.ts";
import type { JobData } from "./definition.ts";
import { interrupt, recoverLost } from "./lost.ts";
import { announce, listen, Wakeup } from "./progress.ts";
import { type JobLog, runJob } from "./run.ts";
import { findJob, listJobs, type Viewer } from "./view.ts";

/** Jobs that one server runs at once. */
const slots = 2;
const pollEvery = 2_000;
const recoverEvery = 3_000;

export interface JobRequest extends Pick<JobData, "actor" | "reason" | "requestId" | "title"> {
  readonly name: JobName;
  readonly total: number;
  readonly input: object;
}

export interface Jobs {
  /** Queues a job and answers with its id; it begins at once where a server has a free slot. */
  add(request: JobRequest): Promise<string>;
  /** NOT_FOUND for a job that is none or that the viewer may not see. */
  get(id: string, viewer: Viewer): Promise<Job>;
  /** The newest 20. */
  list(viewer: Viewer): Promise<Job[]>;
  /** The job now and after each change, until it is over or `signal` aborts. */
  watch(id: string, viewer: Viewer, signal?: AbortSignal): AsyncGenerator<Job, void>;
  /** Asks it to end; what it was then, it says itself: it may have been done already. */
  cancel(id: string, viewer: Viewer): Promise<Job>;
  stop(): Promise<void>;
}

export interface JobsOptions {
  readonly pool: pg.Pool;
  /** Of the application's role; the queue and the listener have connections of their own. */
  readonly databaseUrl: string;
  readonly log: JobLog;
  /** Milliseconds for what runs when the server ends; then it is left to another server. */
  readonly patience?: number;
}

/** Opens the queue in this process, which from now on also runs jobs. */
export async function startJobs({
  pool,
  databaseUrl,
  log,
  patience = 6_000,
}: JobsOptions): Promise<Jobs> {
  const boss = await openBoss(databaseUrl, (err) => log.error({ err }, "the job queue failed"));
  const listener = await listen(databaseUrl, (err) => log.warn({ err }, "the job listener failed"));
  const closing = new AbortController();
  const ending = new AbortController();
  const work = new Wakeup();
  listener.onQueued(work);
  const running = new Map<string, Promise<void>>();
  const shop = { pool, boss, log, closing: closing.signal };

  const take = async (name: JobName) => {
    while (running.size < slots && !ending.signal.aborted) {
      const [job] = await boss.fetch<JobData>(name);
      if (!job) return;
      const { id, data } = job;
      const run = runJob(shop, { id, name, data }).finally(() => {
        running.delete(id);
        work.wake();
      });
      running.set(id, run);
      await announce(pool, "changed", id).catch(() => undefined);
    }
  };
  const dispatch = async () => {
    let recovered = 0;
    while (!ending.signal.aborted) {
      try {
        if (Date.now() - recovered > recoverEvery) {
          const lost = await recoverLost(pool, boss, running.keys());
          if (lost.length > 0) log.warn({ jobIds: lost }, "jobs of a server that ended");
          for (const id of lost) await announce(pool, "changed", id);
          recovered = Date.now();
        }
        for (const name of jobNames) await take(name);
      } catch (error) {
        log.warn({ err: error }, "the job queue could not be read");
      }
      await work.wait(pollEvery, ending.signal);
    }
  };
  const dispatching = dispatch();

  const get = async (id: string, viewer: Viewer) => {
    const job = await findJob(pool, id, viewer);
    if (!job) throw new Refusal("NOT_FOUND", `There is no job ${id}, or it is somebody else's.`);
    return job;
  };

  return {
    get,
    list: (viewer) => listJobs(pool, viewer),

    async add({ name, ...request }) {
      const { rows } = await pool.query<{ after: number }>(
        "SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS after FROM log.event_sequence",
      );
      const data: JobData = { ...request, after: rows[0]?.after ?? 0 };
      const id = await boss.send(name, data);
      if (!id) throw new Error(`pg-boss took no ${name} job`);
      work.wake();
      await announce(pool, "queued", id);
      return id;
    },

    async *watch(id, viewer, signal) {
      const changed = new Wakeup();
      const forget = listener.onChange(id, changed);
      try {
        for (let last = ""; !signal?.aborted; ) {
          const job = await get(id, viewer);
          const text = JSON.stringify(job);
          if (text !== last) yield job;
          last = text;
          if (isOver(job)) return;
          // The clock is for what a broken listener missed.
          await changed.wait(5_000, signal);
        }
      } finally {
        forget();
      }
    },

    async cancel(id, viewer) {
      const job = await get(id, viewer);
      if (isOver(job)) return job;
      const { rows } = await pool.query<{ state: string }>(
        `UPDATE jobs.job SET data = data || '{"cancel": true}'
         WHERE name = $1 AND id = $2 AND state <= 'active' RETURNING state::text AS state`,
        [job.name, id],
      );
      // Taken in between, it sees the mark before it does anything.
      if (rows[0] && rows[0].state !== "active") await boss.cancel(job.name, id);
      await interrupt(pool, id);
      await announce(pool, "changed", id);
      return get(id, viewer);
    },

    async stop() {
      ending.abort();
      await dispatching;
      const all = Promise.all(running.values());
      const late = await Promise.race([
        all.then(() => false),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(true), patience).unref()),
      ]);
      if (late) {
        closing.abort();
        for (const id of running.keys()) await interrupt(pool, id).catch(() => undefined);
        await all;
      }
      await listener.close();
      await boss.stop({ graceful: false });
    },
  };
}

import { z } from "zod";
import {
  type Job,
  type JobError,
  type JobName,
  jobErrorSchema,
  jobNames,
} from "../../shared/jobs.ts";
import type { Queryable } from "../services/catalog.ts";
import { jobDataSchema, jobOutputSchema } from "./definition.ts";

/** Whose jobs one may see: one's own, or everyone's. */
export interface Viewer {
  readonly id: string;
  readonly all: boolean;
}

const states = {
  created: "waiting",
  retry: "waiting",
  active: "running",
  completed: "done",
  cancelled: "cancelled",
  failed: "failed",
} as const satisfies Record<string, Job["state"]>;

const rowSchema = z.object({
  id: z.string(),
  name: z.enum(jobNames),
  state: z.enum(Object.keys(states) as [keyof typeof states, ...(keyof typeof states)[]]),
  data: jobDataSchema,
  output: z.unknown(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

const columns = `id, name, state::text AS state, data, output, started_on AS "startedAt",
  completed_on AS "endedAt", created_on`;

const everywhere = (where: string) =>
  `SELECT ${columns} FROM jobs.job WHERE name = ANY($1) AND ${where}
   UNION ALL SELECT ${columns} FROM jobs.archive WHERE name = ANY($1) AND ${where}`;

const visible = "($2::boolean OR data->>'actor' = $3)";

/** Null: there is none, or it is somebody else's. */
export async function findJob(db: Queryable, id: string, viewer: Viewer): Promise<Job | null> {
  const { rows } = await db.query(everywhere(`id = $4::uuid AND ${visible}`), [
    jobNames,
    viewer.all,
    viewer.id,
    id,
  ]);
  return rows[0] ? toJob(rows[0]) : null;
}

/** One's own, the newest first. */
export async function listJobs(db: Queryable, viewer: Viewer): Promise<Job[]> {
  const { rows } = await db.query(`${everywhere(visible)} ORDER BY created_on DESC, id LIMIT 20`, [
    jobNames,
    viewer.all,
    viewer.id,
  ]);
  return rows.map(toJob);
}

/** Who asked for a job, to tell one's own from another's. */
export async function actorOf(db: Queryable, id: string): Promise<string | null> {
  const { rows } = await db.query<{ actor: string }>(
    `SELECT data->>'actor' AS actor FROM (${everywhere("id = $2::uuid")}) found`,
    [jobNames, id],
  );
  return rows[0]?.actor ?? null;
}

function toJob(row: unknown): Job {
  const { id, name, data, output: stored, ...rest } = rowSchema.parse(row);
  const state = states[rest.state];
  const output = jobOutputSchema.safeParse(stored ?? {}).data ?? {};
  const receipt = state === "done" ? (output.receipt ?? null) : null;
  const done = receipt?.total ?? output.progress?.done ?? 0;
  return {
    id,
    name: name satisfies JobName,
    title: data.title,
    state,
    progress: { done, total: receipt?.total ?? output.progress?.total ?? data.total },
    startedAt: state === "waiting" ? null : rest.startedAt,
    endedAt: rest.endedAt,
    receipt,
    error: state === "failed" ? errorOf(output.error) : null,
  };
}

const errorOf = (error: unknown): JobError =>
  jobErrorSchema.safeParse(error).data ?? {
    code: "INTERNAL",
    message: "The job ended without saying why. Nothing was changed.",
  };

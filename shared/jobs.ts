import { z } from "zod";
import { entityName, key, sequence, transaction } from "./schemas/fields.ts";

export const tableCountSchema = z.object({
  entity: z.string(),
  label: z.string(),
  rows: z.number(),
});
export type TableCount = z.infer<typeof tableCountSchema>;

export const obstacleKinds = [
  "key-exists",
  "unique-taken",
  "parent-deleted",
  "parent-gone",
  "null-in-required",
  "check-fails",
  "already-restored",
  /** Undoing a restore: a newer row hangs on one that would go. */
  "newer-row",
] as const;

/** Why one row cannot come back (or, for an undo, cannot go). */
export const obstacleSchema = z.object({
  entity: z.string(),
  key: z.string(),
  /** The delete event that archived the row. */
  deletedId: z.number(),
  title: z.string(),
  kind: z.enum(obstacleKinds),
  constraint: z.string(),
  columns: z.array(z.string()),
  /** One sentence for a person. */
  detail: z.string(),
  living: z.object({ entity: z.string(), key: z.string(), title: z.string() }).optional(),
  /** parent-deleted: the deletion that would bring the parent back. */
  cohort: z.string().optional(),
});
export type Obstacle = z.infer<typeof obstacleSchema>;
export type ObstacleKind = Obstacle["kind"];

/** One row of an archive: the delete event and the record's key. */
export const archivedRowSchema = z.object({
  entity: entityName,
  key,
  deletedId: sequence,
});
export type ArchivedRow = z.infer<typeof archivedRowSchema>;

/** What to restore: a cohort or a part of it, and cohorts that hold missing parents. */
export const choiceSchema = z.object({
  /** What one transaction deleted. */
  cohort: transaction,
  only: z
    .array(archivedRowSchema)
    .min(1, "expected at least one row")
    .max(5_000, "expected at most 5000 rows")
    .optional(),
  with: z.array(transaction).max(20, "expected at most 20 deletions").optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

export const receiptSchema = z.object({
  transaction: z.string(),
  /** The cohort that this act made, when it deleted rows. */
  cohort: z.string().optional(),
  events: z.array(z.number()),
  tables: z.array(tableCountSchema),
  total: z.number(),
  /** The cohorts that a restore brought rows back from. */
  restores: z.array(z.string()).optional(),
  reason: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const jobNames = ["delete", "restore", "undo-restore"] as const;
export type JobName = (typeof jobNames)[number];

export const jobErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  obstacles: z.array(obstacleSchema).optional(),
});
export type JobError = z.infer<typeof jobErrorSchema>;

export interface Job {
  readonly id: string;
  readonly name: JobName;
  readonly title: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly progress: { readonly done: number; readonly total: number };
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly receipt: Receipt | null;
  readonly error: JobError | null;
}

export const isOver = (job: Job): boolean => job.state !== "waiting" && job.state !== "running";

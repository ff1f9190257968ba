import type pg from "pg";
import { z } from "zod";
import { type JobName, type Receipt, receiptSchema } from "../../shared/jobs.ts";
import type { Act } from "../services/act.ts";

/** A kind of job: what it needs to know, and what runs it. Any server may run it, and again. */
export interface JobDefinition<Name extends JobName = JobName, Input = never> {
  readonly name: Name;
  readonly input: z.ZodType<Input>;
  run(pool: pg.Pool, act: Act, input: Input): Promise<Receipt>;
}

/** What a queued job carries. The server writes it, from the session; no input names an actor. */
export const jobDataSchema = z.object({
  actor: z.uuid(),
  reason: z.string(),
  /** Of the HTTP request that asked for it. */
  requestId: z.string(),
  /** The log's last event when it was queued. */
  after: z.number(),
  title: z.string(),
  total: z.number(),
  /** Somebody asked for it to end. */
  cancel: z.boolean().optional(),
  input: z.unknown(),
});
export type JobData = z.infer<typeof jobDataSchema>;

/** What a job leaves in its row: how far it is, then how it ended. */
export const jobOutputSchema = z.object({
  progress: z.object({ done: z.number(), total: z.number() }).optional(),
  receipt: receiptSchema.optional(),
  error: z.unknown().optional(),
});

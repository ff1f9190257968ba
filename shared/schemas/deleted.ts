import { z } from "zod";
import type { TableCount } from "../jobs.ts";
import { choiceSchema } from "../jobs.ts";
import type { Actor } from "./audit.ts";
import { entityName, id, key, paging, reason, text, time, transaction } from "./fields.ts";

/** What staff may delete; the rest goes with one of these. */
export const deletable = ["posts", "comments", "blogs", "media", "users"] as const;
export type Deletable = (typeof deletable)[number];

const deletableName = z.enum(deletable, `expected one of ${deletable.join(", ")}`);

const expectedTotal = z
  .number("expected the number of rows that the preview counted")
  .int("expected a whole number")
  .min(0, "expected 0 or more")
  .max(Number.MAX_SAFE_INTEGER, "expected a smaller number");

export const deletePreviewInput = z.object({ entity: deletableName, key });
export const deleteInput = z.object({ entity: deletableName, key, reason, expectedTotal });
export const undoDeleteInput = z.object({ jobId: id });

export const deletedList = z.object({
  entity: entityName.optional(),
  /** A staff account's id or a job's name. */
  actor: text(200, 1).optional(),
  from: time.optional(),
  /** Not included. */
  to: time.optional(),
  ...paging,
});
export const deletedGet = z.object({ cohort: transaction });
export const deletedRows = z.object({ cohort: transaction, entity: entityName, ...paging });

export const restoreInput = choiceSchema.extend({ reason, expectedTotal });
export const undoRestoreInput = z.object({ jobId: id, reason });

export const jobInput = z.object({ jobId: id });

/** Everything that one transaction deleted. */
export interface Cohort {
  readonly cohort: string;
  readonly at: string;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly attributed: boolean;
  readonly demo: boolean;
  readonly total: number;
  readonly restored: number;
  readonly tables: readonly (TableCount & { readonly restored: number })[];
  /** The record that was deleted first; the rest went with it. */
  readonly root: { readonly entity: string; readonly key: string; readonly title: string };
}

export interface DeletedRow {
  readonly key: string;
  readonly deletedId: number;
  readonly title: string;
  readonly restored: boolean;
  /** By property; secrets are left out. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The row of the same table that it hangs on: a reply's comment. */
  readonly parentKey?: string;
}

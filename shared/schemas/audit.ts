import { z } from "zod";
import { entityName, exact, key, paging, sequence, text, time, transaction } from "./fields.ts";

export const operations = ["insert", "update", "delete"] as const;
export type Operation = (typeof operations)[number];

const filters = {
  entity: entityName.optional(),
  /** A record of `entity`, which it needs. */
  key: key.optional(),
  /** A staff account's id or a job's name. */
  actor: text(200, 1).optional(),
  operation: z.enum(operations, `expected one of ${operations.join(", ")}`).optional(),
  from: time.optional(),
  /** Not included. */
  to: time.optional(),
  transaction: transaction.optional(),
  unattributed: z.boolean("expected true or false").optional(),
  requestId: text(200, 1).optional(),
};

const hasEntityForKey = ({
  entity,
  key,
}: {
  entity?: string | undefined;
  key?: string | undefined;
}) => key === undefined || entity !== undefined;
const keyNeedsEntity = { path: ["entity"], error: "expected the entity that the key belongs to" };

export const auditList = z
  .object({ ...filters, ...paging })
  .refine(hasEntityForKey, keyNeedsEntity);
export const auditCount = z.object({ ...filters, exact }).refine(hasEntityForKey, keyNeedsEntity);
export const auditGet = z.object({ sequence });
export const auditRows = z.object({ sequence, ...paging });

export type AuditFilter = z.output<typeof auditCount>;

export const timelineInput = z.object({ entity: entityName, key, ...paging });

export type ActorKind = "staff" | "job" | "platform" | "none";

export interface Actor {
  readonly kind: ActorKind;
  /** A staff account's id or a job's name, as claimed. */
  readonly id: string | null;
  /** Of the staff account, while it exists. */
  readonly name: string | null;
}

export interface Change {
  readonly property: string;
  /** Of the column. */
  readonly name: string;
  /** Null for a secret. */
  readonly before: unknown;
  readonly after: unknown;
  /** Logged by name only. */
  readonly secret: boolean;
}

/** Who did it, when and why: what every event says. */
export interface EventHead {
  readonly at: string;
  readonly actor: Actor;
  /** The database role of the session. */
  readonly role: string;
  readonly requestId: string | null;
  readonly reason: string | null;
  readonly attributed: boolean;
  /** `generation:xid`. */
  readonly transaction: string;
  /** Written by the demo data's generator, with a made-up time. */
  readonly demo: boolean;
}

export interface AuditEvent extends EventHead {
  readonly sequence: number;
  readonly entity: string;
  readonly label: string;
  readonly operation: Operation;
  readonly rows: number;
  /** The delete events whose rows this insert brought back. */
  readonly restores?: number[];
  /** Of an event of one row. */
  readonly subject?: { readonly key: string; readonly title: string };
}

export interface AuditRow {
  readonly key: string;
  readonly title: string;
  /** Of an update. */
  readonly changes: Change[] | null;
  /** Of a delete: what the archive keeps, by property. */
  readonly values: Record<string, unknown> | null;
}

export interface TimelineEntry extends EventHead {
  /** Its sequence. */
  readonly event: number;
  readonly operation: Operation | "restore";
  readonly changes: Change[];
  /** Of a delete: everything that went with it. */
  readonly cohort?: string;
  /** Of a restore: the cohort that the record came from. */
  readonly restoredFrom?: string;
}

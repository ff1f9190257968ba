import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  pgSchema,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";

const logSchema = pgSchema("log");
const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/** CACHE 1: a cached block would hand out numbers long before their transactions begin. */
export const eventSequence = logSchema.sequence("event_sequence", { cache: 1 });

/** One row for each top-level query × table × operation. */
export const event = logSchema.table(
  "event",
  {
    sequence: bigint({ mode: "bigint" }).primaryKey(),
    xid: xid8().notNull().default(sql`pg_current_xact_id()`),
    /** The cluster's generation: raised when a dump is restored, since transaction ids begin again. */
    generation: integer().notNull().default(1),
    at: timestamp({ withTimezone: true }).notNull().default(sql`now()`),
    entity: text().notNull(),
    operation: text({ enum: ["insert", "update", "delete"] }).notNull(),
    rows: bigint({ mode: "number" }).notNull(),
    actorKind: text({ enum: ["staff", "job", "platform", "none"] }).notNull(),
    actor: text(),
    /** The session's role, whoever it claims to act for. */
    role: text().notNull(),
    requestId: text(),
    reason: text(),
    attributed: boolean().notNull(),
    /** A deletion or unattributed: the rare sets that have lists of their own. */
    marked: boolean().notNull(),
    demo: boolean().notNull().default(false),
  },
  (self) => [
    index("event_xid").on(self.xid),
    // Lists of deletions and of unattributed writes: 12 ms instead of 200 ms at a million events.
    // A column of its own: an index on the condition itself costs every write three times as much.
    index("event_marked").on(self.sequence).where(sql`marked`),
    // One BRIN for all else that is looked up: it costs a write less than any btree of these.
    index("event_lookup")
      .using(
        "brin",
        self.at,
        self.actor.op("text_bloom_ops (n_distinct_per_range='200')"),
        self.entity.op("text_bloom_ops (n_distinct_per_range='200')"),
        self.requestId.op("text_bloom_ops (n_distinct_per_range='2000')"),
      )
      .with({ pages_per_range: 64, autosummarize: true }),
  ],
);

/** A restore's insert event and the delete event whose rows it brought back. */
export const restoration = logSchema.table(
  "restoration",
  {
    restoreEvent: bigint({ mode: "bigint" }).notNull(),
    deleteEvent: bigint({ mode: "bigint" }).notNull(),
  },
  (self) => [
    primaryKey({ name: "restoration_pkey", columns: [self.restoreEvent, self.deleteEvent] }),
    index("restoration_delete_event").on(self.deleteEvent),
  ],
);

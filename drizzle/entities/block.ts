import { sql } from "drizzle-orm";
import { check, index, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { users } from "./users.ts";

export const block = auditedTable(
  "block",
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    blockedUserId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "block", many: "blocks" },
    sort: ["createdAt"],
    filter: ["userId", "blockedUserId"],
  },
  (self) => [
    unique("block_user_blocked_unique").on(self.userId, self.blockedUserId),
    check("block_not_self", sql`user_id <> blocked_user_id`),
    index("idx_block_blocked").on(self.blockedUserId),
    index("idx_block_created").on(self.createdAt.desc().nullsFirst(), self.id.desc().nullsFirst()),
  ],
);

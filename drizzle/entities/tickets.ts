import { sql } from "drizzle-orm";
import { check, index, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { accounts } from "../staff/accounts.ts";
import { users } from "./users.ts";

export const tickets = auditedTable(
  "tickets",
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    assigneeId: uuid().references(() => accounts.live.id),
    subject: varchar({ length: 200 }).notNull(),
    description: text().notNull(),
    category: varchar({ length: 30 }).notNull().default("other"),
    priority: varchar({ length: 20 }).notNull().default("normal"),
    status: varchar({ length: 20 }).notNull().default("open"),
    /** What the ticket is about; it may be deleted while the ticket lives on. */
    aboutType: varchar({ length: 20 }),
    aboutId: uuid(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    closedAt: timestamp({ withTimezone: true }),
  },
  {
    labels: { one: "ticket", many: "tickets" },
    title: "subject",
    search: ["subject"],
    sort: ["createdAt"],
    filter: ["userId", "assigneeId", "category", "priority", "status", "aboutId", "createdAt"],
    untracked: ["updatedAt"],
  },
  (self) => [
    check("tickets_status_check", sql`status IN ('open', 'pending', 'solved', 'closed')`),
    check("tickets_priority_check", sql`priority IN ('low', 'normal', 'high', 'urgent')`),
    check(
      "tickets_category_check",
      sql`category IN ('account', 'abuse', 'content', 'privacy', 'technical', 'other')`,
    ),
    check("tickets_about_check", sql`(about_type IS NULL) = (about_id IS NULL)`),
    index("idx_tickets_user_created").on(self.userId, self.createdAt.desc().nullsFirst()),
    index("idx_tickets_status_created").on(self.status, self.createdAt.desc().nullsFirst()),
    index("idx_tickets_assignee").on(self.assigneeId, self.status),
    index("idx_tickets_about").on(self.aboutId),
    index("idx_tickets_created").on(
      self.createdAt.desc().nullsFirst(),
      self.id.desc().nullsFirst(),
    ),
    index("idx_tickets_search").using("gin", self.subject.op("gin_trgm_ops")),
  ],
);

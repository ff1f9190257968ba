import { sql } from "drizzle-orm";
import { boolean, check, index, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { accounts } from "../staff/accounts.ts";
import { tickets } from "./tickets.ts";
import { users } from "./users.ts";

/** Written by the person who asked or by staff, never both; a note is for staff only. */
export const ticketMessages = auditedTable(
  "ticket_messages",
  {
    id: uuid().primaryKey().defaultRandom(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.live.id, { onDelete: "cascade" }),
    userId: uuid().references(() => users.live.id, { onDelete: "cascade" }),
    staffId: uuid().references(() => accounts.live.id),
    body: text().notNull(),
    internal: boolean().notNull().default(false),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "ticket message", many: "ticket messages" },
    title: "body",
    sort: ["createdAt"],
    filter: ["ticketId", "userId", "staffId", "internal"],
  },
  (self) => [
    check("ticket_messages_one_author", sql`(user_id IS NULL) <> (staff_id IS NULL)`),
    check("ticket_messages_note_by_staff", sql`NOT internal OR staff_id IS NOT NULL`),
    index("idx_ticket_messages_ticket_created").on(self.ticketId, self.createdAt),
    index("idx_ticket_messages_user").on(self.userId),
    index("idx_ticket_messages_staff").on(self.staffId),
    index("idx_ticket_messages_created").on(
      self.createdAt.desc().nullsFirst(),
      self.id.desc().nullsFirst(),
    ),
  ],
);

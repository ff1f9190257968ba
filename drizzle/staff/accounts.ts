import { sql } from "drizzle-orm";
import { boolean, check, text, timestamp, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";

/** Better Auth's `user`, with its admin plugin's columns. A change of role is a logged update. */
export const accounts = auditedTable(
  "accounts",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: varchar({ length: 100 }).notNull(),
    email: varchar({ length: 255 }).notNull(),
    emailVerified: boolean().notNull().default(false),
    image: varchar({ length: 500 }),
    role: varchar({ length: 20 }).notNull().default("support"),
    banned: boolean().notNull().default(false),
    banReason: text(),
    banExpires: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    schema: "staff",
    labels: { one: "staff account", many: "staff accounts" },
    title: "name",
    search: ["name", "email"],
    sort: ["createdAt"],
    filter: ["role", "banned"],
    untracked: ["updatedAt"],
    writers: ["console"],
  },
  (self) => [
    check("staff_accounts_role_check", sql`role IN ('support', 'compliance', 'operator', 'admin')`),
    uniqueIndex("idx_staff_accounts_email").on(self.email),
  ],
);

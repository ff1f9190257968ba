import {
  bigint,
  index,
  integer,
  pgSchema,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";

const staff = pgSchema("staff");

/** Better Auth's own state. Not audited: it changes at every request and says nothing of the data. */
export const sessions = staff.table(
  "sessions",
  {
    id: uuid().primaryKey().defaultRandom(),
    token: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => accounts.live.id, { onDelete: "cascade" }),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    ipAddress: text(),
    userAgent: text(),
    impersonatedBy: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (self) => [
    uniqueIndex("idx_staff_sessions_token").on(self.token),
    index("idx_staff_sessions_user").on(self.userId),
  ],
);

export const verifications = staff.table(
  "verifications",
  {
    id: uuid().primaryKey().defaultRandom(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (self) => [index("idx_staff_verifications_identifier").on(self.identifier)],
);

export const rateLimits = staff.table(
  "rate_limits",
  {
    id: uuid().primaryKey().defaultRandom(),
    key: text().notNull(),
    count: integer().notNull(),
    /** Milliseconds since 1970, as Better Auth counts. */
    lastRequest: bigint({ mode: "number" }).notNull(),
  },
  (self) => [uniqueIndex("idx_staff_rate_limits_key").on(self.key)],
);

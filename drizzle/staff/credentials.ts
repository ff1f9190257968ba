import { index, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { accounts } from "./accounts.ts";

/** Better Auth's `account`: how a staff account signs in. */
export const credentials = auditedTable(
  "credentials",
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: varchar({ length: 255 }).notNull(),
    providerId: varchar({ length: 50 }).notNull(),
    userId: uuid()
      .notNull()
      .references(() => accounts.live.id, { onDelete: "cascade" }),
    password: text(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: timestamp({ withTimezone: true }),
    refreshTokenExpiresAt: timestamp({ withTimezone: true }),
    scope: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    schema: "staff",
    labels: { one: "staff credential", many: "staff credentials" },
    title: "providerId",
    untracked: ["updatedAt"],
    secret: ["password", "accessToken", "refreshToken", "idToken"],
    writers: ["console"],
  },
  (self) => [index("idx_staff_credentials_user").on(self.userId)],
);

import { index, text, timestamp, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";

export const users = auditedTable(
  "users",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: varchar({ length: 255 }).notNull(),
    username: varchar({ length: 50 }).notNull(),
    fullName: varchar({ length: 100 }).notNull(),
    passwordHash: varchar({ length: 255 }).notNull(),
    profilePictureUrl: varchar({ length: 500 }),
    coverPhotoUrl: varchar({ length: 500 }),
    bio: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "person", many: "people" },
    title: "fullName",
    search: ["username", "email", "fullName"],
    sort: ["createdAt", "username", "email"],
    filter: ["createdAt"],
    untracked: ["updatedAt"],
    secret: ["passwordHash"],
  },
  (self) => [
    uniqueIndex("idx_users_email").on(self.email),
    uniqueIndex("idx_users_username").on(self.username),
    index("idx_users_created").on(self.createdAt.desc().nullsFirst(), self.id.desc().nullsFirst()),
    index("idx_users_search").using(
      "gin",
      self.username.op("gin_trgm_ops"),
      self.fullName.op("gin_trgm_ops"),
      self.email.op("gin_trgm_ops"),
    ),
  ],
);

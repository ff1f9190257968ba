import { sql } from "drizzle-orm";
import { check, index, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { users } from "./users.ts";

/** One row a pair, the smaller id first, so that a friendship cannot be stored twice. */
export const friendships = auditedTable(
  "friendships",
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    friendId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "friendship", many: "friendships" },
    sort: ["createdAt"],
    filter: ["userId", "friendId"],
  },
  (self) => [
    unique("friendships_user_friend_unique").on(self.userId, self.friendId),
    check("friendships_ordered", sql`user_id < friend_id`),
    index("idx_friendships_friend").on(self.friendId),
    index("idx_friendships_created").on(
      self.createdAt.desc().nullsFirst(),
      self.id.desc().nullsFirst(),
    ),
  ],
);

import { sql } from "drizzle-orm";
import { check, index, timestamp, unique, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { users } from "./users.ts";

export const friendRequests = auditedTable(
  "friend_requests",
  {
    id: uuid().primaryKey().defaultRandom(),
    senderId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    receiverId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    status: varchar({ length: 20 }).notNull().default("pending"),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "friend request", many: "friend requests" },
    title: "status",
    sort: ["createdAt"],
    filter: ["senderId", "receiverId", "status"],
    untracked: ["updatedAt"],
  },
  (self) => [
    unique("friend_requests_sender_receiver_unique").on(self.senderId, self.receiverId),
    check("friend_requests_status_check", sql`status IN ('pending', 'accepted', 'rejected')`),
    check("friend_requests_not_self", sql`sender_id <> receiver_id`),
    index("idx_friend_requests_receiver").on(self.receiverId, self.status),
    index("idx_friend_requests_created").on(
      self.createdAt.desc().nullsFirst(),
      self.id.desc().nullsFirst(),
    ),
  ],
);

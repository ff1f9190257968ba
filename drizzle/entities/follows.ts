import { sql } from "drizzle-orm";
import { check, index, timestamp, unique, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { users } from "./users.ts";

export const follows = auditedTable(
  "follows",
  {
    id: uuid().primaryKey().defaultRandom(),
    followerId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    targetId: uuid().notNull(),
    targetType: varchar({ length: 20 }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "follow", many: "follows" },
    title: "targetType",
    sort: ["createdAt"],
    filter: ["followerId", "targetId", "targetType"],
    target: {
      id: "targetId",
      type: "targetType",
      entities: { user: "users", hashtag: "hashtags", blog: "blogs" },
    },
  },
  (self) => [
    unique("follows_follower_target_unique").on(self.followerId, self.targetId, self.targetType),
    check("follows_target_type_check", sql`target_type IN ('user', 'hashtag', 'blog')`),
    index("idx_follows_target").on(self.targetId, self.targetType),
    index("idx_follows_created").on(
      self.createdAt.desc().nullsFirst(),
      self.id.desc().nullsFirst(),
    ),
  ],
);

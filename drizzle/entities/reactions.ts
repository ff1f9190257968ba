import { sql } from "drizzle-orm";
import { check, index, timestamp, unique, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { users } from "./users.ts";

export const reactions = auditedTable(
  "reactions",
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    targetId: uuid().notNull(),
    targetType: varchar({ length: 20 }).notNull(),
    type: varchar({ length: 20 }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "reaction", many: "reactions" },
    title: "type",
    sort: ["createdAt"],
    filter: ["userId", "targetId", "targetType", "type"],
    target: {
      id: "targetId",
      type: "targetType",
      entities: { post: "posts", comment: "comments", blog: "blogs" },
    },
  },
  (self) => [
    unique("reactions_user_target_unique").on(self.userId, self.targetId, self.targetType),
    check("reactions_target_type_check", sql`target_type IN ('post', 'comment', 'blog')`),
    index("idx_reactions_target").on(self.targetId, self.targetType),
    index("idx_reactions_user").on(self.userId),
    index("idx_reactions_created").on(
      self.createdAt.desc().nullsFirst(),
      self.id.desc().nullsFirst(),
    ),
  ],
);

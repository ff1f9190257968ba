import { sql } from "drizzle-orm";
import { check, index, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { users } from "./users.ts";

export const posts = auditedTable(
  "posts",
  {
    id: uuid().primaryKey().defaultRandom(),
    authorId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    content: text().notNull(),
    privacy: varchar({ length: 20 }).notNull().default("public"),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "post", many: "posts" },
    title: "content",
    sort: ["createdAt"],
    filter: ["authorId", "privacy", "createdAt"],
    untracked: ["updatedAt"],
  },
  (self) => [
    check("posts_privacy_check", sql`privacy IN ('public', 'friends', 'private')`),
    index("idx_posts_author_created").on(self.authorId, self.createdAt.desc().nullsFirst()),
    index("idx_posts_privacy_created").on(self.privacy, self.createdAt.desc().nullsFirst()),
    index("idx_posts_created").on(self.createdAt.desc().nullsFirst(), self.id.desc().nullsFirst()),
  ],
);

import { type AnyPgColumn, index, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { posts } from "./posts.ts";
import { users } from "./users.ts";

export const comments = auditedTable(
  "comments",
  {
    id: uuid().primaryKey().defaultRandom(),
    postId: uuid()
      .notNull()
      .references(() => posts.live.id, { onDelete: "cascade" }),
    authorId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    content: text().notNull(),
    parentCommentId: uuid().references((): AnyPgColumn => comments.live.id, {
      onDelete: "cascade",
    }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "comment", many: "comments" },
    title: "content",
    sort: ["createdAt"],
    filter: ["postId", "authorId", "parentCommentId", "createdAt"],
    untracked: ["updatedAt"],
  },
  (self) => [
    index("idx_comments_post_created").on(self.postId, self.createdAt.desc().nullsFirst()),
    index("idx_comments_parent").on(self.parentCommentId),
    index("idx_comments_author_created").on(self.authorId, self.createdAt.desc().nullsFirst()),
    index("idx_comments_created").on(
      self.createdAt.desc().nullsFirst(),
      self.id.desc().nullsFirst(),
    ),
  ],
);

import { index, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { users } from "./users.ts";

export const blogs = auditedTable(
  "blogs",
  {
    id: uuid().primaryKey().defaultRandom(),
    authorId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    title: varchar({ length: 255 }).notNull(),
    content: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "blog", many: "blogs" },
    title: "title",
    search: ["title"],
    sort: ["createdAt"],
    filter: ["authorId", "createdAt"],
    untracked: ["updatedAt"],
  },
  (self) => [
    index("idx_blogs_author_created").on(self.authorId, self.createdAt.desc().nullsFirst()),
    index("idx_blogs_created").on(self.createdAt.desc().nullsFirst(), self.id.desc().nullsFirst()),
    index("idx_blogs_search").using("gin", self.title.op("gin_trgm_ops")),
  ],
);

import { index, timestamp, unique, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";

export const hashtags = auditedTable(
  "hashtags",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: varchar({ length: 100 }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "hashtag", many: "hashtags" },
    title: "name",
    search: ["name"],
    sort: ["createdAt", "name"],
    filter: ["createdAt"],
  },
  (self) => [
    unique("hashtags_name_unique").on(self.name),
    index("idx_hashtags_search").using("gin", self.name.op("gin_trgm_ops")),
    index("idx_hashtags_created").on(
      self.createdAt.desc().nullsFirst(),
      self.id.desc().nullsFirst(),
    ),
  ],
);

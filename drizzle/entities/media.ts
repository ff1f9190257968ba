import { sql } from "drizzle-orm";
import { bigint, check, index, integer, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { posts } from "./posts.ts";
import { users } from "./users.ts";

export const media = auditedTable(
  "media",
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.live.id, { onDelete: "cascade" }),
    postId: uuid().references(() => posts.live.id, { onDelete: "cascade" }),
    url: varchar({ length: 500 }).notNull(),
    type: varchar({ length: 20 }).notNull(),
    /** Bytes. */
    size: bigint({ mode: "number" }),
    width: integer(),
    height: integer(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  {
    labels: { one: "media file", many: "media" },
    title: "url",
    sort: ["createdAt"],
    filter: ["userId", "postId", "type"],
  },
  (self) => [
    check("media_type_check", sql`type IN ('image', 'video', 'audio')`),
    index("idx_media_user_created").on(self.userId, self.createdAt.desc().nullsFirst()),
    index("idx_media_post").on(self.postId),
    index("idx_media_created").on(self.createdAt.desc().nullsFirst(), self.id.desc().nullsFirst()),
  ],
);

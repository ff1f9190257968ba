import { index, primaryKey, uuid } from "drizzle-orm/pg-core";
import { auditedTable } from "../audit/audited-table.ts";
import { hashtags } from "./hashtags.ts";
import { posts } from "./posts.ts";

export const postHashtags = auditedTable(
  "post_hashtags",
  {
    postId: uuid()
      .notNull()
      .references(() => posts.live.id, { onDelete: "cascade" }),
    hashtagId: uuid()
      .notNull()
      .references(() => hashtags.live.id, { onDelete: "cascade" }),
  },
  {
    labels: { one: "hashtag of a post", many: "hashtags of posts" },
    filter: ["postId", "hashtagId"],
  },
  (self) => [
    primaryKey({ name: "post_hashtags_pkey", columns: [self.postId, self.hashtagId] }),
    index("idx_post_hashtags_hashtag").on(self.hashtagId),
  ],
);

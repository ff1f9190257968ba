import { z } from "zod";
import { exact, id, limit, paging, sort, time } from "./fields.ts";

export const privacies = ["public", "friends", "private"] as const;

const postFilters = {
  authorId: id.optional(),
  privacy: z.enum(privacies, `expected one of ${privacies.join(", ")}`).optional(),
  createdFrom: time.optional(),
  /** Not included. */
  createdTo: time.optional(),
};

export const postsList = z.object({
  ...postFilters,
  sort: sort(["createdAt"]).optional(),
  ...paging,
});
export const postsCount = z.object({ ...postFilters, exact });
export const postGet = z.object({ id });

export const commentsThread = z.object({
  postId: id,
  cursor: paging.cursor,
  limit: limit(1000).default(1000),
});
export const commentsList = z.object({ authorId: id, ...paging });

export type PostsFilter = z.output<typeof postsCount>;

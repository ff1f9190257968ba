import { postGet, postsCount, postsList } from "../../shared/schemas/content.ts";
import { countPosts, getPost, listPosts } from "../services/posts.ts";
import { procedure, router } from "../trpc.ts";

export const postsRouter = router({
  list: procedure("content.read")
    .input(postsList)
    .query(({ ctx, input }) => listPosts(ctx.pool, input)),
  count: procedure("content.read")
    .input(postsCount)
    .query(({ ctx, input }) => countPosts(ctx.pool, input)),
  get: procedure("content.read")
    .input(postGet)
    .query(({ ctx, input }) => getPost(ctx.pool, input.id)),
});

import { commentsList, commentsThread } from "../../shared/schemas/content.ts";
import { listComments, listThread } from "../services/comments.ts";
import { procedure, router } from "../trpc.ts";

export const commentsRouter = router({
  thread: procedure("content.read")
    .input(commentsThread)
    .query(({ ctx, input }) => listThread(ctx.pool, input)),
  list: procedure("content.read")
    .input(commentsList)
    .query(({ ctx, input }) => listComments(ctx.pool, input)),
});

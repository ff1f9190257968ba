import { jobInput } from "../../shared/schemas/deleted.ts";
import { viewerOf } from "../services/ask.ts";
import { procedure, router } from "../trpc.ts";

export const jobsRouter = router({
  get: procedure("jobs.own")
    .input(jobInput)
    .query(({ ctx, input }) => ctx.jobs.get(input.jobId, viewerOf(ctx))),
  list: procedure("jobs.own").query(({ ctx }) => ctx.jobs.list(viewerOf(ctx))),
  watch: procedure("jobs.own")
    .input(jobInput)
    .subscription(({ ctx, input, signal }) => ctx.jobs.watch(input.jobId, viewerOf(ctx), signal)),
  cancel: procedure("jobs.own")
    .input(jobInput)
    .mutation(({ ctx, input }) => ctx.jobs.cancel(input.jobId, viewerOf(ctx))),
});

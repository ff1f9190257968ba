import { timelineInput } from "../../shared/schemas/audit.ts";
import { timeline } from "../services/audit/timeline.ts";
import { procedure, router } from "../trpc.ts";

/** Part of `records`. */
export const timelineRouter = router({
  timeline: procedure("records.timeline")
    .input(timelineInput)
    .query(({ ctx, input }) => timeline(ctx.pool, input)),
});

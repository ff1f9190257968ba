import { toRead } from "../../shared/permissions.ts";
import { timelineInput } from "../../shared/schemas/audit.ts";
import { timeline } from "../services/audit/timeline.ts";
import { procedure, router } from "../trpc.ts";

/** Part of `records`. */
export const timelineRouter = router({
  timeline: procedure("records.timeline")
    .input(timelineInput)
    .query(({ ctx, input }) => {
      const more = toRead(input.entity);
      if (more) ctx.require(more);
      return timeline(ctx.pool, input);
    }),
});

import { auditCount, auditGet, auditList, auditRows } from "../../shared/schemas/audit.ts";
import { listEventRows } from "../services/audit/event-rows.ts";
import { countEvents, getEvent, listEvents } from "../services/audit/events.ts";
import { procedure, router } from "../trpc.ts";

export const auditRouter = router({
  list: procedure("audit.read")
    .input(auditList)
    .query(({ ctx, input }) => listEvents(ctx.pool, input)),
  count: procedure("audit.read")
    .input(auditCount)
    .query(({ ctx, input }) => countEvents(ctx.pool, input)),
  get: procedure("audit.read")
    .input(auditGet)
    .query(({ ctx, input }) => getEvent(ctx.pool, input.sequence)),
  rows: procedure("audit.read")
    .input(auditRows)
    .query(({ ctx, input }) => listEventRows(ctx.pool, input)),
});

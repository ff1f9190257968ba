import { deletedGet, deletedList, deletedRows } from "../../shared/schemas/deleted.ts";
import { listCohortRows } from "../services/deletion/cohort-rows.ts";
import { getCohort, listCohorts } from "../services/deletion/cohorts.ts";
import { procedure, router } from "../trpc.ts";

export const deletedRouter = router({
  list: procedure("deleted.read")
    .input(deletedList)
    .query(({ ctx, input }) => listCohorts(ctx.pool, input)),
  get: procedure("deleted.read")
    .input(deletedGet)
    .query(({ ctx, input }) => getCohort(ctx.pool, input.cohort)),
  rows: procedure("deleted.read")
    .input(deletedRows)
    .query(({ ctx, input }) => listCohortRows(ctx.pool, input)),
});

import { listStaff } from "../services/staff.ts";
import { procedure, router } from "../trpc.ts";

export const staffRouter = router({
  list: procedure("staff.read").query(({ ctx }) => listStaff(ctx.pool)),
});

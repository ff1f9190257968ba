import { ticketsList } from "../../shared/schemas/tickets.ts";
import { listTickets } from "../services/tickets.ts";
import { procedure, router } from "../trpc.ts";

export const ticketsRouter = router({
  list: procedure("tickets.read")
    .input(ticketsList)
    .query(({ ctx, input }) => listTickets(ctx.pool, input)),
});

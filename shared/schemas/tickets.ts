import { z } from "zod";
import { id, paging } from "./fields.ts";

export const ticketStatuses = ["open", "pending", "solved", "closed"] as const;

export const ticketsList = z.object({
  userId: id.optional(),
  status: z.enum(ticketStatuses, `expected one of ${ticketStatuses.join(", ")}`).optional(),
  ...paging,
});

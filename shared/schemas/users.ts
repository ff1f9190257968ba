import { z } from "zod";
import { exact, id, paging, sort, text, time } from "./fields.ts";

const filters = {
  /** Looked for in user name, full name and e-mail. */
  search: text(200).optional(),
  createdFrom: time.optional(),
  /** Not included. */
  createdTo: time.optional(),
};

export const usersList = z.object({
  ...filters,
  sort: sort(["createdAt", "username", "email"]).optional(),
  ...paging,
});
export const usersCount = z.object({ ...filters, exact });
export const userGet = z.object({ id });
export const userFriends = z.object({ id, ...paging });

export type UsersFilter = z.output<typeof usersCount>;

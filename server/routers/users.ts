import { userFriends, userGet, usersCount, usersList } from "../../shared/schemas/users.ts";
import { countUsers, getUser, listFriends, listUsers } from "../services/users.ts";
import { procedure, router } from "../trpc.ts";

export const usersRouter = router({
  list: procedure("users.read")
    .input(usersList)
    .query(({ ctx, input }) => listUsers(ctx.pool, input)),
  count: procedure("users.read")
    .input(usersCount)
    .query(({ ctx, input }) => countUsers(ctx.pool, input)),
  get: procedure("users.read")
    .input(userGet)
    .query(({ ctx, input }) => getUser(ctx.pool, input.id)),
  friends: procedure("users.read")
    .input(userFriends)
    .query(({ ctx, input }) => listFriends(ctx.pool, input)),
});

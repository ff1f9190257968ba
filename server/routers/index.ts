import { createCallerFactory, router } from "../trpc.ts";
import { sessionRouter } from "./session.ts";
import { usersRouter } from "./users.ts";

export const appRouter = router({
  session: sessionRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);

import { createCallerFactory, mergeRouters, router } from "../trpc.ts";
import { auditRouter } from "./audit.ts";
import { commentsRouter } from "./comments.ts";
import { deletedRouter } from "./deleted.ts";
import { deletionRouter } from "./deletion.ts";
import { jobsRouter } from "./jobs.ts";
import { postsRouter } from "./posts.ts";
import { restoreRouter } from "./restore.ts";
import { sessionRouter } from "./session.ts";
import { staffRouter } from "./staff.ts";
import { systemRouter } from "./system.ts";
import { ticketsRouter } from "./tickets.ts";
import { timelineRouter } from "./timeline.ts";
import { usersRouter } from "./users.ts";

export const appRouter = router({
  session: sessionRouter,
  system: systemRouter,
  users: usersRouter,
  posts: postsRouter,
  comments: commentsRouter,
  tickets: ticketsRouter,
  records: mergeRouters(timelineRouter, deletionRouter),
  deleted: deletedRouter,
  restore: restoreRouter,
  audit: auditRouter,
  jobs: jobsRouter,
  staff: staffRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);

import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance } from "fastify";
import { randomUUID } from "node:crypto";
import { createAuth } from "./auth/auth.ts";
import { assertPermissions } from "./assert-permissions.ts";
import { isSignedIn } from "./auth/is-signed-in.ts";
import type { Services } from "./context.ts";
import type { Env } from "./env.ts";
import { AppError } from "./errors.ts";
import { authRoutes } from "./http/auth.ts";
import { handleErrors, sendError } from "./http/error-handler.ts";
import { healthRoutes } from "./http/health.ts";
import { ownHeaders } from "./http/headers.ts";
import { loggerOptions, RequestLog } from "./http/logger.ts";
import { checkHost, checkOrigin, homeOf } from "./http/origin.ts";
import { builtPages } from "./http/pages.ts";
import { trpcRoutes } from "./http/trpc.ts";
import { vitePages } from "./http/vite.ts";
import { startJobs } from "./jobs/queue.ts";
import { appRouter } from "./routers/index.ts";
import { watchDatabase } from "./services/database-status.ts";
import { openPool } from "./stores/postgres/pool.ts";

export interface AppOptions {
  readonly env: Env;
  /** Of the role bellamy_console. */
  readonly databaseUrl: string;
  /** The client from its sources, by Vite, instead of from dist/. */
  readonly dev: boolean;
}

/** Requests a minute from one address, all calls of a batch counting as one. */
const requestsPerMinute = 3_000;

/**
 * The whole server, not yet listening. `close` stops taking requests, ends open streams, lets what
 * runs finish and then lets go of the database.
 */
export async function createApp({ env, databaseUrl, dev }: AppOptions): Promise<{
  app: FastifyInstance;
  close: () => Promise<void>;
}> {
  assertPermissions(appRouter);
  const app = Fastify({
    logger: loggerOptions(env),
    genReqId: () => randomUUID(),
    logController: new RequestLog(),
    trustProxy: env.TRUST_PROXY,
    bodyLimit: 1_048_576,
    // A batch names all its calls in one path segment.
    routerOptions: { maxParamLength: 5_000 },
    return503OnClosing: true,
    frameworkErrors(error, request, reply) {
      ownHeaders(request, reply);
      void sendError(error, request, reply);
    },
  });
  const pool = openPool({ url: databaseUrl, statementTimeout: env.STATEMENT_TIMEOUT_MS });
  const home = homeOf(env.PUBLIC_URL, () => {
    const address = app.server.address();
    return address !== null && typeof address === "object" ? address.port : env.PORT;
  });
  const auth = createAuth({ pool, env, origins: home.origins, log: app.log });
  const closing = new AbortController();
  const status = watchDatabase(pool, ({ ok, differences }) => {
    if (ok) app.log.info("the database is as the registry says");
    else app.log.error({ differences }, "the database is not as the registry says");
  });
  const jobs = await startJobs({ pool, databaseUrl, log: app.log });
  const services: Services = {
    pool,
    status,
    jobs,
    closing: closing.signal,
    isSignedIn: (session, role) => isSignedIn(pool, session, role),
  };

  handleErrors(app);
  app.addHook("onRequest", async (request, reply) => {
    ownHeaders(request, reply);
    if (!checkHost(request, reply, home)) return reply;
    checkOrigin(request, home);
    return undefined;
  });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: false,
    hsts: env.PUBLIC_URL.startsWith("https:") ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
  });
  await app.register(async (scope) => {
    await scope.register(fastifyRateLimit, {
      max: requestsPerMinute,
      timeWindow: "1 minute",
      errorResponseBuilder: (_request, { after }) =>
        new AppError("TOO_MANY", `Too many requests from here. Try again in ${after}.`),
    });
    authRoutes(scope, auth, env.PUBLIC_URL);
    await trpcRoutes(scope, services, auth);
  });
  healthRoutes(app, services);
  await (dev ? vitePages(app) : builtPages(app));

  const close = async () => {
    status.stop();
    closing.abort();
    await app.close();
    await jobs.stop();
    await pool.end();
  };
  return { app, close };
}

import {
  type CreateFastifyContextOptions,
  fastifyTRPCPlugin,
  type FastifyTRPCPluginOptions,
} from "@trpc/server/adapters/fastify";
import type { FastifyInstance } from "fastify";
import type { Auth } from "../auth/auth.ts";
import { readSession } from "../auth/read-session.ts";
import type { Context, Services } from "../context.ts";
import { toAppError, toTrpcError } from "../errors.ts";
import { type AppRouter, appRouter } from "../routers/index.ts";
import { requestHeaders } from "./auth.ts";
import { rememberRequest } from "./request-ids.ts";

/** How many calls one request may carry. */
const maxBatchSize = 20;

/** The API. The session is read once a request, however many calls it carries. */
export async function trpcRoutes(app: FastifyInstance, services: Services, auth: Auth) {
  const createContext = async ({ req }: CreateFastifyContextOptions): Promise<Context> => {
    try {
      const signedIn = await readSession(auth, requestHeaders(req));
      return {
        ...services,
        requestId: req.id,
        log: req.log,
        account: signedIn?.account ?? null,
        session: signedIn?.session ?? null,
      };
    } catch (error) {
      const known = toAppError(error);
      if (known.code === "INTERNAL") req.log.error({ err: error }, "the session was not read");
      throw toTrpcError(known);
    }
  };
  const trpcOptions: FastifyTRPCPluginOptions<AppRouter>["trpcOptions"] = {
    router: appRouter,
    createContext,
    maxBatchSize,
    onError: ({ error, req }) => rememberRequest(error, req.id),
    // A restore may name thousands of rows: its preview is a query whose input fits no URL.
    allowMethodOverride: true,
  };
  await app.register(fastifyTRPCPlugin, { prefix: "/trpc", trpcOptions });
}

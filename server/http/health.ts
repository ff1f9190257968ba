import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Services } from "../context.ts";
import { AppError } from "../errors.ts";
import { sendError } from "./error-handler.ts";

/** `/healthz`: the process lives. `/readyz`: it can serve, so a balancer may send it people. */
export function healthRoutes(app: FastifyInstance, { pool, closing }: Services): void {
  const quiet = { logLevel: "warn" } as const;
  app.get("/healthz", quiet, () => ({ ok: true }));
  app.get("/readyz", quiet, async (request, reply) => {
    try {
      if (closing.aborted) throw new AppError("STORE_DOWN", "This server is closing.");
      await Promise.race([pool.query("SELECT 1"), tooLate()]);
      return { ok: true };
    } catch (error) {
      return sendError(error, request, reply);
    }
  });
}

async function tooLate(): Promise<never> {
  await sleep(2_000, undefined, { ref: false });
  throw new AppError("STORE_DOWN", "PostgreSQL does not answer in time.");
}

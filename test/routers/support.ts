import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll } from "vitest";
import type { Context, Services } from "../../server/context.ts";
import { startJobs } from "../../server/jobs/queue.ts";
import { createCaller } from "../../server/routers/index.ts";
import { watchDatabase } from "../../server/services/database-status.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";
import { AppError } from "../../server/errors.ts";
import type { Role } from "../../shared/permissions.ts";
import { factories } from "../factories.ts";
import { createDatabase } from "../setup/database.ts";

/** A database of the file's own and the API over it, called as somebody of each role. */
export async function openApi({ statementTimeout = 10_000 } = {}) {
  const database = await createDatabase();
  const pool = openPool({ url: database.consoleUrl, statementTimeout });
  const log = pino({ level: "silent" });
  const jobs = await startJobs({ pool, databaseUrl: database.consoleUrl, log });
  const status = watchDatabase(pool, () => undefined);
  const closing = new AbortController();
  const services: Services = {
    pool,
    jobs,
    status,
    closing: closing.signal,
    isSignedIn: async () => true,
  };
  afterAll(async () => {
    status.stop();
    await status.current();
    await jobs.stop();
    await pool.end();
    await database[Symbol.asyncDispose]();
  });
  const contextOf = (role: Role | null, id: string = randomUUID()): Context => ({
    ...services,
    log,
    requestId: `test-${randomUUID()}`,
    account: { id, name: "Tess", email: "tess@example.com", role },
    session: { id: randomUUID(), expiresAt: "2100-01-01T00:00:00.000Z" },
  });
  return {
    database,
    pool,
    services,
    contextOf,
    make: factories(pool),
    as: (role: Role, id?: string) => createCaller(contextOf(role, id)),
    signedOut: () => createCaller({ ...contextOf("admin"), account: null, session: null }),
  };
}

export type Api = Awaited<ReturnType<typeof openApi>>;

/** The AppError that a call ends with; fails when it answers. */
export async function refusal(call: Promise<unknown>): Promise<AppError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof AppError) return error.cause;
    throw error;
  }
  throw new Error("The call was expected to be refused, and it answered");
}

import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth";
import { admin } from "better-auth/plugins";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { accounts } from "../../drizzle/staff/accounts.ts";
import { credentials } from "../../drizzle/staff/credentials.ts";
import { rateLimits, sessions, verifications } from "../../drizzle/staff/sessions.ts";
import type { Env } from "../env.ts";
import { withoutValues } from "../http/logger.ts";
import { claimingDatabase } from "./claiming-database.ts";
import { staffRoles } from "./roles.ts";

/** Set from the connection by `http/auth.ts`; whatever a client sends under this name is dropped. */
export const addressHeader = "x-bellamy-address";

/** A working day; it is not prolonged, so nobody stays signed in for ever. */
const sessionSeconds = 12 * 60 * 60;

export type Auth = ReturnType<typeof createAuth>;

/** Staff sign-in: e-mail and password, sessions in the database, accounts made by an admin only. */
export function createAuth({
  pool,
  env,
  origins,
  log,
}: {
  pool: pg.Pool;
  env: Pick<Env, "AUTH_SECRET" | "PUBLIC_URL">;
  /** From where a change is accepted. */
  origins: () => readonly string[];
  log: FastifyBaseLogger;
}) {
  return betterAuth({
    appName: "Bellamy Console",
    baseURL: env.PUBLIC_URL,
    basePath: "/api/auth",
    secret: env.AUTH_SECRET,
    telemetry: { enabled: false },
    database: drizzleAdapter(claimingDatabase(pool), {
      provider: "pg",
      schema: {
        user: accounts.live,
        account: credentials.live,
        session: sessions,
        verification: verifications,
        rateLimit: rateLimits,
      },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8 },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 300,
      customRules: { "/sign-in/email": { window: 30, max: 10 } },
    },
    trustedOrigins: () => [...origins()],
    advanced: {
      cookiePrefix: "bellamy",
      useSecureCookies: env.PUBLIC_URL.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict" },
      database: { generateId: "uuid" },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Better Auth turns these off by itself when it sees TEST=true, which vitest sets.
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    plugins: [
      admin({
        roles: staffRoles,
        adminRoles: ["admin"],
        defaultRole: "support",
        bannedUserMessage: "This account is closed. An admin can open it again.",
      }),
    ],
    logger: {
      log(level, message, ...details: unknown[]) {
        const err = details.find((detail) => detail instanceof Error);
        log[level]({ from: "auth", ...(err ? { err } : {}) }, withoutValues(message));
      },
    },
  });
}

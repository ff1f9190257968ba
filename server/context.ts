import type pg from "pg";
import type { FastifyBaseLogger } from "fastify";
import type { Role } from "../shared/permissions.ts";
import type { Jobs } from "./jobs/queue.ts";
import type { DatabaseStatus } from "./services/database-status.ts";

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Null: a role that this version does not know, which may do nothing. */
  readonly role: Role | null;
}

export interface Session {
  readonly id: string;
  readonly expiresAt: string;
}

/** What lives as long as the server. */
export interface Services {
  readonly pool: pg.Pool;
  readonly status: DatabaseStatus;
  readonly jobs: Jobs;
  /** The sign-in still holds, with this role: asked again and again while a stream is open. */
  isSignedIn(session: Session, role: Role | null): Promise<boolean>;
  /** Aborts when the server begins to close. */
  readonly closing: AbortSignal;
}

/** What one request knows. Built once, from the session cookie, by `createContext` in http/trpc.ts. */
export interface Context extends Services {
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
  readonly account: Account | null;
  readonly session: Session | null;
}

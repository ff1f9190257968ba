import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";
import type { Obstacle } from "./jobs.ts";

interface ErrorKind {
  readonly trpc: TRPC_ERROR_CODE_KEY;
  readonly http: number;
}

/** Every way a call can fail, and what tRPC and HTTP call it. */
export const errorKinds = {
  BAD_INPUT: { trpc: "BAD_REQUEST", http: 400 },
  UNAUTHORIZED: { trpc: "UNAUTHORIZED", http: 401 },
  FORBIDDEN: { trpc: "FORBIDDEN", http: 403 },
  NOT_FOUND: { trpc: "NOT_FOUND", http: 404 },
  TIMEOUT: { trpc: "TIMEOUT", http: 408 },
  CONFLICT: { trpc: "CONFLICT", http: 409 },
  OBSTACLES: { trpc: "PRECONDITION_FAILED", http: 412 },
  TOO_MANY: { trpc: "TOO_MANY_REQUESTS", http: 429 },
  INTERNAL: { trpc: "INTERNAL_SERVER_ERROR", http: 500 },
  STORE_DOWN: { trpc: "SERVICE_UNAVAILABLE", http: 503 },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** What an error carries to the browser, as `error.data.app`; its message is a sentence for people. */
export interface AppErrorData {
  readonly code: ErrorCode;
  /** Also in the server's log lines. */
  readonly requestId: string;
  /** BAD_INPUT: where in the input. */
  readonly field?: string | undefined;
  /** BAD_INPUT: what would have been accepted. */
  readonly expected?: string | undefined;
  /** NOT_FOUND: the record is among the deleted ones. */
  readonly deletedCohort?: string | undefined;
  /** OBSTACLES: what stands in the way. */
  readonly obstacles?: readonly Obstacle[] | undefined;
}

import { TRPCError } from "@trpc/server";
import pg from "pg";
import { z } from "zod";
import { type AppErrorData, type ErrorCode, errorKinds } from "../shared/errors.ts";
import { Refusal } from "./services/refusal.ts";

type Details = Omit<AppErrorData, "code" | "requestId">;

/** The one error of the server: a code, a sentence for the person who asked, and details. */
export class AppError extends Error {
  override name = "AppError";
  readonly code: ErrorCode;
  readonly details: Details;

  constructor(code: ErrorCode, message: string, details: Details = {}, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.details = details;
  }
}

export const notFound = (what: string, details: Details = {}) =>
  new AppError("NOT_FOUND", `There is no ${what}.`, details);

export const badInput = (field: string, expected: string, cause?: unknown) =>
  new AppError("BAD_INPUT", sentence(field, expected), { field, expected }, cause);

const sentence = (field: string, expected: string) =>
  field ? `"${field}" is not valid: ${expected}.` : `The input is not valid: ${expected}.`;

/**
 * Whatever was thrown, as an AppError. What nobody foresaw becomes INTERNAL, which tells the person
 * nothing but where to look: the cause is for the log.
 */
export function toAppError(error: unknown): AppError {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 8; depth++) {
    const known = recognise(each);
    if (known) return known;
    each = each.cause;
  }
  return unreadable(error) ?? internal(error);
}

export const internal = (cause?: unknown): AppError =>
  new AppError(
    "INTERNAL",
    "Something failed inside the console, and its log says what.",
    {},
    cause,
  );

/** tRPC could not read the request: what failed is some parser, in its own words. */
function unreadable(error: unknown): AppError | undefined {
  if (!(error instanceof TRPCError)) return undefined;
  if (error.code !== "PARSE_ERROR" && error.code !== "BAD_REQUEST") return undefined;
  return badInput("", "expected JSON as the console's client writes it", error);
}

function recognise(error: Error): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof Refusal) {
    const { code, field, obstacles } = error;
    return new AppError(code, error.message, { field, obstacles }, error);
  }
  if (error instanceof z.ZodError) return fromZod(error);
  if (error instanceof pg.DatabaseError) return fromPostgres(error);
  if (isConnectionLoss(error)) return storeDown(error);
  if (error instanceof TRPCError && !error.cause) return fromTrpc(error);
  return undefined;
}

function fromZod(error: z.ZodError): AppError {
  const issue = error.issues[0];
  const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []), ...(unknownKey ? [unknownKey] : [])].map(String).join(".");
  return badInput(field.slice(0, 200), issue?.message ?? "expected something else", error);
}

/** By SQLSTATE: what the input did, what the clock did, what the server's absence did. */
function fromPostgres(error: pg.DatabaseError): AppError | undefined {
  const state = error.code ?? "";
  if (state === "57014") {
    return new AppError(
      "TIMEOUT",
      "PostgreSQL took longer than a query of the console may. Narrow the filters, or try again.",
      {},
      error,
    );
  }
  if (state.startsWith("08") || state.startsWith("57P") || state === "53300") {
    return storeDown(error);
  }
  // 22: data that its type cannot hold, such as a NUL byte or a number out of range.
  if (state.startsWith("22")) {
    return new AppError(
      "BAD_INPUT",
      `PostgreSQL refuses this input: ${error.message}.`,
      { expected: error.message },
      error,
    );
  }
  if (state === "40001" || state === "40P01" || state === "55P03") {
    return new AppError(
      "CONFLICT",
      "Somebody else was changing the same records at this moment. Nothing was changed; try again.",
      {},
      error,
    );
  }
  return undefined;
}

const storeDown = (cause: unknown) =>
  new AppError(
    "STORE_DOWN",
    "PostgreSQL does not answer, and nothing works without it. Try again in a moment.",
    {},
    cause,
  );

const lostCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
]);

/** node-postgres has no code of its own for a connection that it lost or did not get in time. */
function isConnectionLoss(error: Error): boolean {
  if ("code" in error && lostCodes.has(String(error.code))) return true;
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end)/.test(
    error.message,
  );
}

function fromTrpc(error: TRPCError): AppError | undefined {
  if (error.code === "INTERNAL_SERVER_ERROR") return undefined;
  const code = trpcToApp.get(error.code);
  return new AppError(code ?? "BAD_INPUT", error.message, {}, error);
}

const trpcToApp = new Map<string, ErrorCode>(
  (Object.keys(errorKinds) as ErrorCode[]).map((code) => [errorKinds[code].trpc, code]),
);

/** As tRPC sends it. */
export const toTrpcError = (error: AppError): TRPCError =>
  new TRPCError({ code: errorKinds[error.code].trpc, message: error.message, cause: error });

/** What the browser gets beside the message. */
export const errorData = (error: AppError, requestId: string): AppErrorData => ({
  code: error.code,
  requestId,
  ...error.details,
});

import { onlineManager } from "@tanstack/react-query";
import { isTRPCClientError } from "@trpc/client";
import type { AppErrorData, ErrorCode } from "../../shared/errors.ts";

export interface ErrorWords {
  /** What happened. */
  readonly title: string;
  /** Why, and what to do now. */
  readonly detail: string;
  readonly requestId?: string | undefined;
}

const titles: Record<ErrorCode, string> = {
  BAD_INPUT: "The server refused this input",
  UNAUTHORIZED: "You are signed out",
  FORBIDDEN: "Your role does not allow this",
  NOT_FOUND: "It is not there",
  TIMEOUT: "The database took too long",
  CONFLICT: "Something changed meanwhile",
  OBSTACLES: "Something stands in the way",
  TOO_MANY: "Too many requests",
  INTERNAL: "The console failed",
  STORE_DOWN: "PostgreSQL does not answer",
};

const next: Partial<Record<ErrorCode, string>> = {
  TIMEOUT: "Narrow the filters, or try again.",
  TOO_MANY: "Wait a minute, then try again.",
  STORE_DOWN: "What is on the screen stays readable. Nothing was changed; try again in a moment.",
};

/** What the server says about an error; undefined when the answer did not come from it. */
export function appError(error: unknown): AppErrorData | undefined {
  if (!isTRPCClientError(error)) return undefined;
  const data: unknown = error.data;
  if (typeof data !== "object" || data === null || !("app" in data)) return undefined;
  return isAppError(data.app) ? data.app : undefined;
}

const isAppError = (value: unknown): value is AppErrorData =>
  typeof value === "object" &&
  value !== null &&
  "code" in value &&
  typeof value.code === "string" &&
  value.code in titles;

export const codeOf = (error: unknown): ErrorCode | undefined => appError(error)?.code;

/** The one place where an error becomes words. */
export function errorWords(error: unknown): ErrorWords {
  const app = appError(error);
  const message = error instanceof Error ? error.message : "";
  if (app) {
    const more = next[app.code];
    return {
      title: titles[app.code],
      detail: more ? `${message} ${more}` : message,
      requestId: app.requestId || undefined,
    };
  }
  if (isTRPCClientError(error)) {
    return {
      title: "The console's server does not answer",
      detail: onlineManager.isOnline()
        ? "It may be starting again. What is on the screen stays readable; try again in a moment."
        : "This computer is offline. Try again when it is connected.",
    };
  }
  if (/dynamically imported module|module script/i.test(message)) {
    return {
      title: "This page could not be loaded",
      detail: "The console was updated or its server is away. Load the page again.",
    };
  }
  return { title: "This page failed", detail: message || "It did not say why." };
}

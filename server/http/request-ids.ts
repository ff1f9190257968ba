import type { TRPCError } from "@trpc/server";

const ids = new WeakMap<TRPCError, string>();

/** Called before the error is given its shape, also where no context was made. */
export const rememberRequest = (error: TRPCError, id: string): void => void ids.set(error, id);

/** The request that failed before it had a context: a batch too large, a body of another type. */
export const requestOf = (error: TRPCError): string => ids.get(error) ?? "";

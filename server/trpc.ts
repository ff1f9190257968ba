import { initTRPC } from "@trpc/server";
import { allows, type Permission } from "../shared/permissions.ts";
import type { Account, Context, Session } from "./context.ts";
import { AppError, errorData, toAppError, toTrpcError } from "./errors.ts";
import { guardStream } from "./guard-stream.ts";
import { requestOf } from "./http/request-ids.ts";
import { transformer } from "./transformer.ts";

export interface Meta {
  readonly permission: Permission;
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    transformer,
    errorFormatter: ({ shape, error, ctx }) => {
      const known = toAppError(error);
      const app = errorData(known, ctx?.requestId ?? requestOf(error));
      const { code, httpStatus, path } = shape.data;
      return { ...shape, message: known.message, data: { code, httpStatus, path, app } };
    },
    sse: {
      ping: { enabled: true, intervalMs: 10_000 },
      client: { reconnectAfterInactivityMs: 25_000 },
    },
  });

export const router = t.router;
export const mergeRouters = t.mergeRouters;
export const createCallerFactory = t.createCallerFactory;

/** Turns whatever a procedure throws into the one error, and logs what nobody foresaw. */
const errors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const error = toAppError(result.error);
  if (error.code === "INTERNAL") ctx.log.error({ err: result.error, path }, "a procedure failed");
  throw toTrpcError(error);
});

/** Narrows the context to one that is signed in, and may do more when asked. */
export interface SignedIn {
  readonly account: Account;
  readonly session: Session;
  /** Throws FORBIDDEN: for what depends on the input, beyond the procedure's own permission. */
  require(permission: Permission): void;
}

const authorise = t.middleware(({ ctx, meta, path, next }) => {
  const { account, session } = ctx;
  if (!account || !session) {
    throw new AppError("UNAUTHORIZED", "Nobody is signed in. Sign in and try again.");
  }
  if (!meta) throw new Error(`${path} declares no permission`);
  const require = (permission: Permission) => {
    if (account.role && allows(account.role, permission)) return;
    throw new AppError(
      "FORBIDDEN",
      account.role
        ? `The role ${account.role} does not have the permission ${permission}. An admin has it or can give another role.`
        : "This account has no role that the console knows, so it may do nothing. An admin can give it one.",
    );
  };
  require(meta.permission);
  const signedIn: SignedIn = { account, session, require };
  return next({ ctx: signedIn });
});

/** A stream ends when its sign-in does or the server closes; no other procedure lasts that long. */
const streams = t.middleware(async ({ ctx, type, next }) => {
  const result = await next();
  const { session, account } = ctx;
  if (type !== "subscription" || !result.ok || !session || !account) return result;
  const isSignedIn = () => ctx.isSignedIn(session, account.role);
  return { ...result, data: guardStream(result.data, { ...ctx, isSignedIn }, session) };
});

/**
 * Every procedure begins here and says what it takes to call it. Who may is in
 * `shared/permissions.ts`. The permission is checked before the input is looked at.
 */
export const procedure = (permission: Permission) =>
  t.procedure.meta({ permission }).use(errors).use(authorise).use(streams);

import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context, Session } from "./context.ts";
import { AppError, toAppError, toTrpcError } from "./errors.ts";
import { enterStream } from "./open-streams.ts";

/** How often an open stream asks whether its sign-in still holds. */
const checkEvery = 15_000;

interface StreamContext extends Pick<Context, "closing" | "log"> {
  isSignedIn(session: Session): Promise<boolean>;
}

/**
 * Passes on what `stream` yields until it ends, the server closes, or the session is revoked: an
 * open stream would otherwise go on delivering to somebody who was signed out.
 */
export function guardStream(
  stream: unknown,
  context: StreamContext,
  session: Session,
  every = checkEvery,
): unknown {
  return isAsyncIterable(stream) ? guarded(stream, context, session, every) : stream;
}

async function* guarded(
  stream: AsyncIterable<unknown>,
  { isSignedIn, closing, log }: StreamContext,
  session: Session,
  every: number,
): AsyncGenerator<unknown, void> {
  const leave = enter(session);
  const iterator = stream[Symbol.asyncIterator]();
  const stop = new AbortController();
  // One listener a stream, and there may be many.
  setMaxListeners(0, closing);
  const closed = new Promise<"closed">((resolve) => {
    if (closing.aborted) resolve("closed");
    closing.addEventListener("abort", () => resolve("closed"), { signal: stop.signal, once: true });
  });
  const revoked = signedOut();
  async function signedOut(): Promise<"revoked"> {
    do await sleep(every, undefined, { signal: stop.signal, ref: false });
    while (await isSignedIn(session));
    return "revoked";
  }
  revoked.catch(() => undefined);
  try {
    for (;;) {
      const next = iterator.next();
      next.catch(() => undefined);
      const first = await Promise.race([next, closed, revoked]);
      if (first === "closed") {
        // The browser's client takes this as a reason to connect again, to a server that is there.
        throw new AppError("STORE_DOWN", "This server is closing. Another one goes on.");
      }
      if (first === "revoked") {
        throw new AppError("UNAUTHORIZED", "This sign-in has ended. Sign in again to go on.");
      }
      if (first.done) return;
      yield first.value;
    }
  } catch (error) {
    const known = toAppError(error);
    if (known.code === "INTERNAL") log.error({ err: error }, "a stream failed");
    throw toTrpcError(known);
  } finally {
    stop.abort();
    leave();
    // Not awaited: a generator that waits for its next value answers only once it has one.
    void iterator.return?.().catch(() => undefined);
  }
}

function enter({ id }: Session): () => void {
  try {
    return enterStream(id);
  } catch (error) {
    throw toTrpcError(toAppError(error));
  }
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

import { setTimeout as sleep } from "node:timers/promises";
import type { Context, Session } from "./context.ts";
import { AppError } from "./errors.ts";

/** How often an open stream asks whether its sign-in still holds. */
const checkEvery = 15_000;

/**
 * Passes on what `stream` yields until it ends, the server closes, or the session is revoked: an
 * open stream would otherwise go on delivering to somebody who was signed out.
 */
export function guardStream(
  stream: unknown,
  context: Pick<Context, "isSignedIn" | "closing">,
  session: Session,
  every = checkEvery,
): unknown {
  return isAsyncIterable(stream) ? guarded(stream, context, session, every) : stream;
}

async function* guarded(
  stream: AsyncIterable<unknown>,
  { isSignedIn, closing }: Pick<Context, "isSignedIn" | "closing">,
  session: Session,
  every: number,
): AsyncGenerator<unknown, void> {
  const iterator = stream[Symbol.asyncIterator]();
  const stop = new AbortController();
  const closed = new Promise<"closed">((resolve) => {
    if (closing.aborted) resolve("closed");
    closing.addEventListener("abort", () => resolve("closed"), { signal: stop.signal, once: true });
  });
  let revoked = signedOut();
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
      if (first === "closed") return;
      if (first === "revoked") {
        throw new AppError("UNAUTHORIZED", "This sign-in has ended. Sign in again to go on.");
      }
      if (first.done) return;
      yield first.value;
    }
  } finally {
    stop.abort();
    // Not awaited: a generator that waits for its next value answers only once it has one.
    void iterator.return?.().catch(() => undefined);
  }
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

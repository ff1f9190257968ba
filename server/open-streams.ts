import { AppError } from "./errors.ts";

/** Of one session: a page opens one or two, and each costs the server a timer and a listener. */
const mostStreams = 20;

const open = new Map<string, number>();

/** Counts a stream of this session in; returns what counts it out. Throws TOO_MANY. */
export function enterStream(sessionId: string): () => void {
  const before = open.get(sessionId) ?? 0;
  if (before >= mostStreams) {
    throw new AppError(
      "TOO_MANY",
      `This sign-in has ${mostStreams} streams open, the most it may have. Close a page of the console and try again.`,
    );
  }
  open.set(sessionId, before + 1);
  return () => {
    const rest = (open.get(sessionId) ?? 1) - 1;
    if (rest > 0) open.set(sessionId, rest);
    else open.delete(sessionId);
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { parentOf } from "./stores/postgres/process-identity.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How long running requests and jobs may take to finish. */
const patience = 10_000;

/** One Ctrl-C arrives several times: from the terminal, and relayed by npm and by tsx. */
const sameSignal = 1000;

export type Shutdown = {
  /** Aborts at the first signal. */
  signal: AbortSignal;
  /** What is opened last is closed first. */
  onClose(close: () => Promise<unknown>): void;
  /**
   * Call once everything runs: from then on a signal closes it. Until then the start itself
   * notices the abort and calls `exit` when the step it is in has ended.
   */
  ready(): void;
  /** Closes everything, once, whoever asks and how often, then exits. */
  exit(code: number): Promise<void>;
};

/**
 * Ends the process in order. The first signal lets what runs finish; the second ends at once (the
 * built-in PostgreSQL then ends by itself).
 */
export function createShutdown(): Shutdown {
  const closers: (() => Promise<unknown>)[] = [];
  const controller = new AbortController();
  let ready = false;
  let firstSignal = 0;
  let exiting: Promise<void> | undefined;

  const exit = (code: number) => {
    controller.abort();
    exiting ??= closeAll(closers).finally(() => process.exit(code));
    return exiting;
  };
  for (const name of signals) {
    process.on(name, () => {
      if (firstSignal > 0 && performance.now() - firstSignal > sameSignal) process.exit(130);
      firstSignal ||= performance.now();
      controller.abort();
      if (ready) void exit(0);
    });
  }
  if (process.env.npm_lifecycle_event) endWithParent();
  return {
    signal: controller.signal,
    onClose: (close) => void closers.push(close),
    ready() {
      ready = true;
      if (controller.signal.aborted) void exit(0);
    },
    exit,
  };
}

async function closeAll(closers: (() => Promise<unknown>)[]): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) {
    const late = sleep(patience, "late", { ref: false });
    try {
      if ((await Promise.race([close(), late])) === "late") {
        console.error(`Not finished after ${patience / 1000} seconds: ended anyway.`);
      }
    } catch (error) {
      console.error(error);
    }
  }
}

/**
 * npm and tsx that are killed outright pass no signal on, and this process would go on with nobody
 * knowing of it. Between npm and this process there is often a shell, which survives npm.
 */
function endWithParent(): void {
  const family = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const atStart = family();
  const timer = setInterval(() => {
    if (family() === atStart) return;
    clearInterval(timer);
    process.emit("SIGHUP");
  }, 500).unref();
}

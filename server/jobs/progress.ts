import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Queryable } from "../services/catalog.ts";

const channels = { changed: "job_progress", queued: "job_queued" } as const;
type Channel = keyof typeof channels;

/** Tells every server; outside any transaction, so that it is heard at once. */
export async function announce(db: Queryable, channel: Channel, jobId: string): Promise<void> {
  await db.query("SELECT pg_notify($1, $2)", [channels[channel], jobId]);
}

/** Stores how far a running job is and tells every server. */
export async function announceProgress(
  db: Queryable,
  job: { readonly name: string; readonly id: string },
  done: number,
  total: number,
): Promise<void> {
  await db.query(
    `WITH moved AS (
      UPDATE jobs.job SET output = jsonb_build_object('progress',
        jsonb_build_object('done', $3::bigint, 'total', $4::bigint))
      WHERE name = $1 AND id = $2 AND state = 'active' RETURNING id)
    SELECT pg_notify('${channels.changed}', id::text) FROM moved`,
    [job.name, job.id, done, total],
  );
}

/** Something that happened once or often since it was last waited for. */
export class Wakeup {
  #pending = false;
  #wake: (() => void) | undefined;

  wake(): void {
    this.#pending = true;
    this.#wake?.();
  }

  /** Resolves when it happened, at once if it has already, or after `milliseconds`. */
  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (!this.#pending && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal?.addEventListener("abort", this.#wake, { once: true });
      });
      if (this.#wake) signal?.removeEventListener("abort", this.#wake);
      this.#wake = undefined;
    }
    this.#pending = false;
  }
}

export interface Listener {
  /** Wakes it when the job changes; call the answer to end that. */
  onChange(jobId: string, wakeup: Wakeup): () => void;
  onQueued(wakeup: Wakeup): () => void;
  close(): Promise<void>;
}

/**
 * The one connection of this process that listens, for all who watch. When it breaks it is opened
 * anew; whoever waits is woken then, since something may have been missed.
 */
export async function listen(
  databaseUrl: string,
  onError: (error: unknown) => void,
): Promise<Listener> {
  const emitter = new EventEmitter().setMaxListeners(0);
  const closing = new AbortController();
  const lost = new Wakeup();
  let client: pg.Client | undefined;

  const connect = async () => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: "bellamy jobs listener",
      keepAlive: true,
    });
    // Without a listener an error of the connection would end the process.
    next.on("error", onError);
    next.on("end", () => lost.wake());
    next.on("notification", ({ channel, payload }) => {
      emitter.emit(channel === channels.queued ? "queued" : `job ${payload}`);
    });
    await next.connect();
    await next.query(`LISTEN ${channels.changed}`);
    await next.query(`LISTEN ${channels.queued}`);
    client = next;
    for (const name of emitter.eventNames()) emitter.emit(name);
  };

  const keep = async () => {
    while (!closing.signal.aborted) {
      await lost.wait(2 ** 30, closing.signal);
      while (!closing.signal.aborted) {
        try {
          await connect();
          break;
        } catch (error) {
          onError(error);
          await sleep(1_000, undefined, { signal: closing.signal }).catch(() => undefined);
        }
      }
    }
  };

  await connect();
  const kept = keep();
  const on = (name: string, wakeup: Wakeup) => {
    const listener = () => wakeup.wake();
    emitter.on(name, listener);
    return () => void emitter.off(name, listener);
  };
  return {
    onChange: (jobId, wakeup) => on(`job ${jobId}`, wakeup),
    onQueued: (wakeup) => on("queued", wakeup),
    async close() {
      closing.abort();
      await kept;
      await client?.end();
    },
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { expect, it } from "vitest";
import { guardStream } from "../../server/guard-stream.ts";

const session = { id: "1", expiresAt: "2100-01-01T00:00:00.000Z" };
const log = pino({ level: "silent" });

async function* count(ended: () => void, until = Number.POSITIVE_INFINITY) {
  try {
    for (let n = 0; n < until; n++) {
      yield n;
      await sleep(5);
    }
  } finally {
    ended();
  }
}

async function listen(stream: unknown): Promise<{ values: unknown[]; error: unknown }> {
  const values: unknown[] = [];
  try {
    for await (const value of stream as AsyncIterable<unknown>) values.push(value);
    return { values, error: undefined };
  } catch (error) {
    return { values, error };
  }
}

it("passes everything on and ends when the stream does", async () => {
  const context = { isSignedIn: async () => true, closing: new AbortController().signal, log };
  const { values, error } = await listen(
    guardStream(
      count(() => {}, 4),
      context,
      session,
      1,
    ),
  );
  expect(values).toEqual([0, 1, 2, 3]);
  expect(error).toBeUndefined();
});

it("ends a stream whose sign-in was revoked, and lets go of what it listened to", async () => {
  let signedIn = true;
  let ended = false;
  const context = { isSignedIn: async () => signedIn, closing: new AbortController().signal, log };
  const heard = listen(
    guardStream(
      count(() => (ended = true)),
      context,
      session,
      10,
    ),
  );
  await sleep(30);
  signedIn = false;
  expect((await heard).error).toMatchObject({ code: "UNAUTHORIZED" });
  await sleep(20);
  expect(ended).toBe(true);
});

it("ends with an error that a client takes as a reason to connect again", async () => {
  const closing = new AbortController();
  const context = { isSignedIn: async () => true, closing: closing.signal, log };
  const heard = listen(
    guardStream(
      count(() => {}),
      context,
      session,
    ),
  );
  await sleep(15);
  closing.abort();
  const { values, error } = await heard;
  expect(values.length).toBeGreaterThan(0);
  expect(error).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
});

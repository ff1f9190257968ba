import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Jobs, startJobs } from "../../server/jobs/queue.ts";
import { createCaller } from "../../server/routers/index.ts";
import { watchDatabase } from "../../server/services/database-status.ts";
import type { Job } from "../../shared/jobs.ts";
import type { Role } from "../../shared/permissions.ts";
import { openPlatform, type Platform } from "../jobs/content.ts";

let platform: Platform;
let jobs: Jobs;
let status: ReturnType<typeof watchDatabase>;
let author: string;
const log = pino({ level: "silent" });
const reason = "reported as spam";

beforeAll(async () => {
  platform = await openPlatform();
  jobs = await startJobs({ pool: platform.pool, databaseUrl: platform.database.consoleUrl, log });
  status = watchDatabase(platform.pool, () => undefined);
  await status.current();
  author = await platform.user("anna");
});
afterAll(async () => {
  status.stop();
  await jobs.stop();
  await platform.close();
});

/** A caller who is signed in with an account of its own. */
async function signedIn(role: Role) {
  const id = randomUUID();
  await platform.root.query(
    "INSERT INTO staff.accounts (id, name, email, role) VALUES ($1::uuid, $2, $1 || '@example.test', $2)",
    [id, role],
  );
  const caller = createCaller({
    pool: platform.pool,
    status,
    jobs,
    log,
    isSignedIn: async () => true,
    closing: new AbortController().signal,
    requestId: `request-of-${id}`,
    account: { id, name: role, email: `${id}@example.test`, role },
    session: { id: randomUUID(), expiresAt: "2999-01-01T00:00:00Z" },
  });
  const end = async ({ jobId }: { jobId: string }) => {
    let last: Job | undefined;
    for await (const job of await caller.jobs.watch({ jobId })) last = job;
    if (!last) throw new Error(`Job ${jobId} was never seen`);
    return last;
  };
  const remove = async (entity: "posts" | "users", key: string) => {
    const { total } = await caller.records.deletePreview({ entity, key });
    return caller.records.delete({ entity, key, reason, expectedTotal: total });
  };
  return { id, caller, end, remove };
}

/** The error as it goes to the browser. */
const refusal = (code: string, more: object = {}) => ({ cause: { code, ...more } });

describe("find, delete, preview, restore, undo", () => {
  it("is one story that the audit log tells with the person who did it", async () => {
    const support = await signedIn("support");
    const compliance = await signedIn("compliance");
    const post = await platform.post(author, "Buy now");
    await platform.comments(post, author, 40, true);
    const deleted = await support.end(await support.remove("posts", post));
    expect(deleted).toMatchObject({
      name: "delete",
      title: "Delete the post “Buy now”",
      state: "done",
      receipt: { total: 41, reason },
    });

    const page = await compliance.caller.deleted.list({ actor: support.id });
    const cohort = page.rows[0]?.cohort ?? "";
    expect(page.rows).toMatchObject([
      {
        cohort: deleted.receipt?.cohort,
        reason,
        total: 41,
        actor: { id: support.id, name: "support" },
      },
    ]);
    const rows = await compliance.caller.deleted.rows({ cohort, entity: "comments", limit: 200 });
    expect(rows.rows).toHaveLength(40);

    const preview = await compliance.caller.restore.preview({ cohort });
    expect(preview).toMatchObject({ total: 41, obstacles: [] });
    const asked = { cohort, reason: "it was no spam", expectedTotal: preview.total };
    const restore = await compliance.caller.restore.run(asked);
    expect(await compliance.end(restore)).toMatchObject({
      title: "Restore the post “Buy now”",
      state: "done",
      receipt: { total: 41, restores: [cohort], reason: "it was no spam" },
    });
    expect(await compliance.caller.deleted.get({ cohort })).toMatchObject({ restored: 41 });
    expect(await compliance.caller.posts.get({ id: post })).toMatchObject({
      counts: { comments: 40 },
    });

    const undo = await compliance.caller.restore.undo({ ...restore, reason: "it was spam" });
    expect(await compliance.end(undo)).toMatchObject({ state: "done", receipt: { total: 41 } });
    await expect(compliance.caller.posts.get({ id: post })).rejects.toMatchObject(
      refusal("NOT_FOUND"),
    );
  });
});

describe("undoDelete", () => {
  it("brings back one's own deletion, without the right to restore", async () => {
    const support = await signedIn("support");
    const post = await platform.post(author);
    const deletion = await support.remove("posts", post);
    await support.end(deletion);
    expect(await support.end(await support.caller.records.undoDelete(deletion))).toMatchObject({
      name: "restore",
      state: "done",
      receipt: { total: 1 },
    });
    expect(await support.end(await support.caller.records.undoDelete(deletion))).toMatchObject({
      state: "failed",
      error: { code: "OBSTACLES", obstacles: [{ kind: "already-restored" }] },
    });
  });

  it("not another's, not a restore, and not after 10 minutes", async () => {
    const support = await signedIn("support");
    const admin = await signedIn("admin");
    const deletion = await support.remove("posts", await platform.post(author));
    await support.end(deletion);
    await expect(admin.caller.records.undoDelete(deletion)).rejects.toMatchObject(
      refusal("NOT_FOUND"),
    );
    const undo = await support.caller.records.undoDelete(deletion);
    await support.end(undo);
    await expect(support.caller.records.undoDelete(undo)).rejects.toMatchObject(
      refusal("BAD_INPUT", { details: { field: "jobId" } }),
    );
    await platform.root.query(
      "UPDATE jobs.job SET completed_on = now() - interval '11 minutes' WHERE id = $1",
      [deletion.jobId],
    );
    await expect(support.caller.records.undoDelete(deletion)).rejects.toMatchObject(
      refusal("CONFLICT"),
    );
  });
});

it("support deletes posts and no people", async () => {
  const support = await signedIn("support");
  const person = await platform.user("bea");
  await expect(support.remove("users", person)).rejects.toMatchObject(refusal("FORBIDDEN"));
  const ask = { entity: "users", key: person, reason, expectedTotal: 1 } as const;
  await expect(support.caller.records.delete(ask)).rejects.toMatchObject(refusal("FORBIDDEN"));
  const compliance = await signedIn("compliance");
  expect(await compliance.end(await compliance.remove("users", person))).toMatchObject({
    state: "done",
  });
});

it("what is not there is NOT_FOUND, and bad input names its field", async () => {
  const { caller } = await signedIn("admin");
  const id = randomUUID();
  const choice = { cohort: "1:999999999", reason, expectedTotal: 1 };
  await expect(caller.records.deletePreview({ entity: "posts", key: id })).rejects.toMatchObject(
    refusal("NOT_FOUND"),
  );
  await expect(
    caller.records.delete({ entity: "posts", key: id, reason, expectedTotal: 1 }),
  ).rejects.toMatchObject(refusal("NOT_FOUND"));
  await expect(caller.deleted.get(choice)).rejects.toMatchObject(refusal("NOT_FOUND"));
  await expect(caller.deleted.rows({ ...choice, entity: "posts" })).rejects.toMatchObject(
    refusal("NOT_FOUND"),
  );
  await expect(caller.restore.preview(choice)).rejects.toMatchObject(refusal("NOT_FOUND"));
  await expect(caller.restore.run(choice)).rejects.toMatchObject(refusal("NOT_FOUND"));
  await expect(caller.restore.undo({ jobId: id, reason })).rejects.toMatchObject(
    refusal("NOT_FOUND"),
  );
  await expect(caller.jobs.get({ jobId: id })).rejects.toMatchObject(refusal("NOT_FOUND"));
  await expect(caller.jobs.cancel({ jobId: id })).rejects.toMatchObject(refusal("NOT_FOUND"));
  await expect(caller.records.deletePreview({ entity: "posts", key: "x" })).rejects.toMatchObject(
    refusal("BAD_INPUT", { details: { field: "key" } }),
  );
  await expect(
    caller.records.delete({ entity: "posts", key: id, reason: "no", expectedTotal: 1 }),
  ).rejects.toMatchObject(refusal("BAD_INPUT", { details: { field: "reason" } }));
});

it("a job is told to its own and to an admin; what waits can be cancelled", async () => {
  const support = await signedIn("support");
  const deletion = await support.remove("posts", await platform.post(author));
  await support.end(deletion);
  expect(await support.caller.jobs.list()).toMatchObject([{ id: deletion.jobId, state: "done" }]);
  const stranger = await signedIn("compliance");
  expect(await stranger.caller.jobs.list()).toEqual([]);
  await expect(stranger.caller.jobs.get(deletion)).rejects.toMatchObject(refusal("NOT_FOUND"));
  const admin = await signedIn("admin");
  expect(await admin.caller.jobs.get(deletion)).toMatchObject({ id: deletion.jobId });
  expect(await admin.caller.jobs.cancel(deletion)).toMatchObject({ state: "done" });
});

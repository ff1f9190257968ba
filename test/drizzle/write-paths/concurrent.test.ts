import type pg from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { posts } from "../../../drizzle/entities/posts.ts";
import { registry } from "../../../drizzle/registry.ts";
import { writeWith } from "../../../server/stores/postgres/write.ts";
import { deleted, expectHistory, inserted, updated } from "../history.ts";
import { absentRows, deleteRows, givenRows, insertRows, otherValues, updateRows } from "../rows.ts";
import { act, connect, eventsOf, openStage, staffClaim } from "../support.ts";

const stage = await openStage();
const second = await connect(stage.database.consoleUrl);
afterAll(() => second.end());

const { rows: backends } = await second.query<{ pid: string }>("SELECT pg_backend_pid() AS pid");

/** Resolves once the second connection waits for a lock. */
async function waiting(): Promise<void> {
  for (;;) {
    const { rowCount } = await stage.root.query(
      "SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'",
      [backends[0]?.pid],
    );
    if (rowCount === 1) return;
    await sleep(2);
  }
}

type Work = (client: pg.ClientBase) => Promise<unknown>;

/** `later` begins while `earlier` is open, waits for a row of it, and goes on when that commits. */
async function overlapping(earlier: Work, later: Work) {
  let blocked: Promise<string> | undefined;
  const first = await writeWith(stage.console, staffClaim, async ({ client, xid }) => {
    await earlier(client);
    blocked = act(second, later);
    blocked.catch(() => undefined);
    await waiting();
    return xid();
  });
  if (!blocked) throw new Error("The later transaction never began");
  return { first, blocked };
}

describe.each(registry.filter((entity) => entity.columns.some((column) => column.tracked)))(
  "$name",
  (entity) => {
    it("the second of two updates of a row logs what the first made of it", async () => {
      const [row = {}, untouched = {}] = await givenRows(stage.root, entity, 2);
      const [once = {}] = await otherValues(stage.root, entity, [row]);
      const [twice = {}, other = {}] = await otherValues(stage.root, entity, [row, untouched]);
      const { first, blocked } = await overlapping(
        (client) => updateRows(client, entity, [once]),
        (client) => updateRows(client, entity, [twice, other]),
      );
      await expectHistory(stage, first, updated(entity, [[row, once]]));
      await expectHistory(
        stage,
        await blocked,
        updated(entity, [
          [once, twice],
          [untouched, other],
        ]),
      );
    });
  },
);

describe.each(registry)("$name", (entity) => {
  it("of two deletes of a row only the first leaves a trace", async () => {
    const rows = await givenRows(stage.root, entity);
    const { first, blocked } = await overlapping(
      (client) => deleteRows(client, entity, rows),
      (client) => deleteRows(client, entity, rows),
    );
    await expectHistory(stage, first, deleted(entity, rows));
    await expectHistory(stage, await blocked, []);
  });

  it("of two inserts of a key the second fails and leaves nothing", async () => {
    const rows = await absentRows(stage.root, entity);
    const { first, blocked } = await overlapping(
      (client) => insertRows(client, entity, rows),
      (client) => insertRows(client, entity, rows),
    );
    await expect(blocked).rejects.toMatchObject({ code: "23505" });
    await expectHistory(stage, first, inserted(entity, rows));
  });
});

it("an update that waits for a delete finds nothing to change", async () => {
  const rows = await givenRows(stage.root, posts);
  const other = await otherValues(stage.root, posts, rows);
  const { first, blocked } = await overlapping(
    (client) => deleteRows(client, posts, rows),
    (client) => updateRows(client, posts, other),
  );
  await expectHistory(stage, first, deleted(posts, rows));
  await expectHistory(stage, await blocked, []);
});

it("an update that waits for a rolled-back one logs what was there before both", async () => {
  const [row = {}] = await givenRows(stage.root, posts);
  const [once = {}] = await otherValues(stage.root, posts, [row]);
  const [twice = {}] = await otherValues(stage.root, posts, [row]);
  let blocked: Promise<string> | undefined;
  await expect(
    act(stage.console, async (client) => {
      await updateRows(client, posts, [once]);
      blocked = act(second, (later) => updateRows(later, posts, [twice]));
      await waiting();
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  await expectHistory(stage, (await blocked) ?? "", updated(posts, [[row, twice]]));
});

it("under REPEATABLE READ the second fails and leaves nothing", async () => {
  const [row = {}] = await givenRows(stage.root, posts);
  const [once = {}] = await otherValues(stage.root, posts, [row]);
  const [twice = {}] = await otherValues(stage.root, posts, [row]);
  await second.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  const { rows } = await second.query<{ xid: string }>("SELECT pg_current_xact_id() AS xid");
  const first = await act(stage.console, (client) => updateRows(client, posts, [once]));
  await expect(updateRows(second, posts, [twice])).rejects.toMatchObject({ code: "40001" });
  await second.query("ROLLBACK");
  await expectHistory(stage, first, updated(posts, [[row, once]]));
  await expectHistory(stage, rows[0]?.xid ?? "", []);
});

it("of two restores of a row the second finds it restored", async () => {
  const [row = {}] = await givenRows(stage.root, posts);
  const gone = await act(stage.console, (client) => deleteRows(client, posts, [row]));
  const [event = {}] = await eventsOf(stage.root, gone);
  const chosen = JSON.stringify([{ deleted_id: Number(event["sequence"]), id: row["id"] }]);
  const restore: Work = (client) => client.query("SELECT archive.restore_posts($1)", [chosen]);
  const { first, blocked } = await overlapping(restore, restore);
  await expectHistory(stage, first, inserted(posts, [row]));
  await expectHistory(stage, await blocked, []);
});

import { describe, expect, it } from "vitest";
import { liveName } from "../../../drizzle/audit/entity.ts";
import { users } from "../../../drizzle/entities/users.ts";
import { registry } from "../../../drizzle/registry.ts";
import { credentials } from "../../../drizzle/staff/credentials.ts";
import { byStaff, deleted, expectHistory } from "../history.ts";
import { deleteRows, givenRows, insertRows, liveRows } from "../rows.ts";
import { act, archiveRows, eventsOf, openStage, staffClaim } from "../support.ts";

const stage = await openStage();

describe.each(registry)("$name", (entity) => {
  it.each([1, 4])("%i rows move to the archive whole", async (count) => {
    const rows = await givenRows(stage.root, entity, count);
    const xid = await act(stage.console, (client) => deleteRows(client, entity, rows));
    await expectHistory(stage, xid, deleted(entity, rows));
    expect(await liveRows(stage.root, entity, rows)).toEqual([]);
  });

  it("no row leaves nothing", async () => {
    const xid = await act(stage.console, async (client) => {
      await deleteRows(client, entity, []);
      await client.query(`DELETE FROM ${liveName(entity)} WHERE false`);
    });
    await expectHistory(stage, xid, []);
  });
});

it("keeps the deletion's event, time, actor and every column, secret ones too", async () => {
  const [row = {}] = await givenRows(stage.root, users);
  const xid = await act(stage.console, (client) => deleteRows(client, users, [row]));
  const [event = {}] = await eventsOf(stage.root, xid);
  expect(event).toMatchObject({ ...byStaff, operation: "delete", rows: "1" });
  expect(await archiveRows(stage.root, users, event["sequence"] ?? "")).toEqual([
    {
      ...row,
      deleted_id: event["sequence"],
      deleted_at: event["at"],
      deleted_by: staffClaim.actor,
      restored_id: null,
    },
  ]);
  expect(row["password_hash"]).toMatch(/^password_hash /);
});

it("a row deleted twice, with a life between, is archived twice", async () => {
  const [first = {}] = await givenRows(stage.root, credentials);
  const second = { ...first, password: "second" };
  const once = await act(stage.console, (client) => deleteRows(client, credentials, [first]));
  await insertRows(stage.root, credentials, [second]);
  const twice = await act(stage.console, (client) => deleteRows(client, credentials, [first]));
  await expectHistory(stage, once, deleted(credentials, [first]));
  await expectHistory(stage, twice, deleted(credentials, [second]));
});

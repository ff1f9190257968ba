import { describe, expect, it } from "vitest";
import { archiveName, liveName, logName } from "../../../drizzle/audit/entity.ts";
import { registry } from "../../../drizzle/registry.ts";
import { deleted, expectHistory, inserted } from "../history.ts";
import { absentRows, deleteRows, givenRows, insertRows, rekeyRows } from "../rows.ts";
import { act, connect, openStage } from "../support.ts";

const stage = await openStage();

/** Everything that history keeps, counted. */
async function recorded(): Promise<string> {
  const tables = registry.flatMap((entity) => [archiveName(entity), logName(entity)]);
  const { rows } = await stage.root.query(
    `SELECT ${["log.event", "log.restoration", ...tables]
      .map((table) => `(SELECT count(*) FROM ${table}) AS "${table.replaceAll('"', "")}"`)
      .join(", ")}`,
  );
  return JSON.stringify(rows[0]);
}

describe.each(registry)("$name", (entity) => {
  it("a rollback leaves nothing", async () => {
    const rows = await givenRows(stage.root, entity, 3);
    const absent = await absentRows(stage.root, entity, 2);
    const before = await recorded();
    await expect(
      act(stage.console, async (client) => {
        await rekeyRows(client, entity, rows.slice(0, 2), absent);
        await deleteRows(client, entity, rows.slice(2));
        await insertRows(client, entity, rows.slice(2));
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await recorded()).toBe(before);
  });

  it("a rollback to a savepoint leaves what was before it and what came after", async () => {
    const [first = {}, second = {}, third = {}] = await absentRows(stage.root, entity, 3);
    const xid = await act(stage.console, async (client) => {
      await insertRows(client, entity, [first]);
      await client.query("SAVEPOINT here");
      await insertRows(client, entity, [second]);
      await deleteRows(client, entity, [first]);
      await client.query("ROLLBACK TO SAVEPOINT here");
      await insertRows(client, entity, [third]);
    });
    await expectHistory(stage, xid, [...inserted(entity, [first]), ...inserted(entity, [third])]);
  });

  it("a statement that fails half-way leaves nothing, the transaction goes on", async () => {
    const [present = {}] = await givenRows(stage.root, entity);
    const [absent = {}] = await absentRows(stage.root, entity);
    const xid = await act(stage.console, async (client) => {
      await client.query("SAVEPOINT here");
      await expect(insertRows(client, entity, [absent, present])).rejects.toMatchObject({
        code: "23505",
      });
      await client.query("ROLLBACK TO SAVEPOINT here");
      await deleteRows(client, entity, [present]);
    });
    await expectHistory(stage, xid, deleted(entity, [present]));
  });

  it("TRUNCATE is refused by name, whoever asks", async () => {
    await givenRows(stage.root, entity);
    const owner = await connect(stage.database.ownerUrl);
    const before = await recorded();
    for (const client of [stage.root, owner]) {
      for (const how of [`${liveName(entity)} CASCADE`, `ONLY ${liveName(entity)} CASCADE`]) {
        await expect(client.query(`TRUNCATE ${how}`)).rejects.toMatchObject({
          code: "42501",
          message: `TRUNCATE on ${entity.name} is refused: it would remove rows without a trace`,
        });
      }
    }
    await owner.end();
    expect(await recorded()).toBe(before);
  });
});

it("TRUNCATE of several is refused, replica mode or not, by the name of an audited one", async () => {
  await stage.root.query("BEGIN; SET LOCAL session_replication_role = replica");
  await expect(
    stage.root.query("TRUNCATE staff.sessions, staff.credentials"),
  ).rejects.toMatchObject({ code: "42501", message: /staff_credentials/ });
  await stage.root.query("ROLLBACK");
});

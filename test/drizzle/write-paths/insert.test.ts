import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { describe, expect, it } from "vitest";
import { liveName } from "../../../drizzle/audit/entity.ts";
import { registry } from "../../../drizzle/registry.ts";
import { expectHistory, inserted } from "../history.ts";
import type { Row } from "../samples.ts";
import { absentRows, givenRows, insertRows, liveRows } from "../rows.ts";
import { act, openStage } from "../support.ts";

const stage = await openStage();

const copyText = (row: Row, columns: readonly string[]): string =>
  columns
    .map(
      (column) =>
        row[column]?.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n") ??
        "\\N",
    )
    .join("\t");

describe.each(registry)("$name", (entity) => {
  const columns = entity.columns.map((column) => column.name);
  const into = `${liveName(entity)} (${columns.join(", ")})`;
  const placeholders = (first: number) =>
    `(${columns.map((_, index) => `$${first + index + 1}`).join(", ")})`;
  const values = (rows: readonly Row[]) =>
    rows.flatMap((row) => columns.map((column) => row[column] ?? null));

  it("one row is one event and its key", async () => {
    const rows = await absentRows(stage.root, entity);
    const xid = await act(stage.console, (client) =>
      client.query(`INSERT INTO ${into} VALUES ${placeholders(0)}`, values(rows)),
    );
    await expectHistory(stage, xid, inserted(entity, rows));
    expect(await liveRows(stage.root, entity, rows)).toEqual(rows);
  });

  it("many rows are one event", async () => {
    const rows = await absentRows(stage.root, entity, 3);
    const list = rows.map((_, index) => placeholders(index * columns.length)).join(", ");
    const xid = await act(stage.console, (client) =>
      client.query(`INSERT INTO ${into} VALUES ${list}`, values(rows)),
    );
    await expectHistory(stage, xid, inserted(entity, rows));
  });

  it("two statements are two events of one transaction", async () => {
    const [first = {}, second = {}] = await absentRows(stage.root, entity, 2);
    const xid = await act(stage.console, async (client) => {
      await insertRows(client, entity, [first]);
      await insertRows(client, entity, [second]);
    });
    await expectHistory(stage, xid, [...inserted(entity, [first]), ...inserted(entity, [second])]);
  });

  it("INSERT … SELECT, of many and of none", async () => {
    const rows = await absentRows(stage.root, entity, 3);
    const xid = await act(stage.console, async (client) => {
      await insertRows(client, entity, rows);
      await insertRows(client, entity, []);
    });
    await expectHistory(stage, xid, inserted(entity, rows));
  });

  it("COPY", async () => {
    const rows = await absentRows(stage.root, entity, 3);
    const lines = rows.map((row) => `${copyText(row, columns)}\n`);
    const xid = await act(stage.console, (client) =>
      pipeline(lines, client.query(copyFrom(`COPY ${into} FROM STDIN`))),
    );
    await expectHistory(stage, xid, inserted(entity, rows));
    expect(await liveRows(stage.root, entity, rows)).toEqual(rows);
  });

  it("ON CONFLICT DO NOTHING logs what came in only", async () => {
    const present = await givenRows(stage.root, entity);
    const absent = await absentRows(stage.root, entity);
    const xid = await act(stage.console, (client) =>
      client.query(
        `INSERT INTO ${into} VALUES ${placeholders(0)}, ${placeholders(columns.length)} ON CONFLICT DO NOTHING`,
        values([...present, ...absent]),
      ),
    );
    await expectHistory(stage, xid, inserted(entity, absent));
    const nothing = await act(stage.console, (client) =>
      client.query(
        `INSERT INTO ${into} VALUES ${placeholders(0)} ON CONFLICT DO NOTHING`,
        values(present),
      ),
    );
    await expectHistory(stage, nothing, []);
  });
});

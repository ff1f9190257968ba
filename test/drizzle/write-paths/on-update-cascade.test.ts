import { type AnyPgColumn, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { auditedTable } from "../../../drizzle/audit/audited-table.ts";
import type { Entity } from "../../../drizzle/audit/entity.ts";
import { byRoot, deleted, expectHistory, historyOf, updated } from "../history.ts";
import { addEntities } from "../probe.ts";
import type { Row } from "../samples.ts";
import { insertRows } from "../rows.ts";
import { act, openStage } from "../support.ts";

const stage = await openStage();

const region = auditedTable(
  "region",
  {
    code: text().primaryKey(),
    parent: text().references((): AnyPgColumn => region.live.code, {
      onUpdate: "cascade",
      onDelete: "cascade",
    }),
  },
  { labels: { one: "region", many: "regions" } },
);
const place = auditedTable(
  "place",
  {
    region: text()
      .notNull()
      .references(() => region.live.code, { onUpdate: "cascade", onDelete: "cascade" }),
    number: integer().notNull(),
    twin: text().references(() => region.live.code, { onUpdate: "set null", onDelete: "set null" }),
  },
  { labels: { one: "place", many: "places" } },
  (self) => [primaryKey({ name: "place_pkey", columns: [self.region, self.number] })],
);
await addEntities(stage, [region, place]);

async function given(letter: string) {
  const code = (name: string) => `${letter}-${name}`;
  const regions: Row[] = [
    { code: code("root"), parent: null },
    { code: code("leaf"), parent: code("root") },
    { code: code("other"), parent: null },
  ];
  const places: Row[] = ["1", "2"].map((number) => ({
    region: code("root"),
    number,
    twin: code("root"),
  }));
  await insertRows(stage.root, region, regions);
  await insertRows(stage.root, place, places);
  const [root = {}, leaf = {}] = regions;
  return { root, leaf, places, code };
}

/** Log rows by entity: a cascade that reaches the same row twice logs it twice. */
async function loggedRows(xid: string, entity: Entity) {
  const history = await historyOf(stage.root, xid, [region, place]);
  for (const { event } of history) expect(event).toMatchObject(byRoot);
  return history.filter(({ event }) => event["entity"] === entity.name).flatMap(({ log }) => log);
}

it("a key that changes takes the keys and references of others with it, all in the log", async () => {
  const { root, leaf, places, code } = await given("A");
  const xid = await act(stage.root, (client) =>
    client.query("UPDATE region SET code = 'A-new' WHERE code = $1", [code("root")]),
  );
  const regions = await loggedRows(xid, region);
  expect(regions).toHaveLength(2);
  expect(regions).toEqual(
    expect.arrayContaining([
      { code: "A-new", changed: "{code}", code_before: root["code"], parent: null },
      { code: leaf["code"], changed: "{parent}", code_before: null, parent: root["code"] },
    ]),
  );
  const { rows } = await stage.root.query(
    "SELECT region, number, twin FROM place WHERE region = 'A-new' ORDER BY number",
  );
  expect(rows).toEqual(places.map((row) => ({ ...row, region: "A-new", twin: null })));
  const moved = await loggedRows(xid, place);
  const cascaded = moved.filter((row) => row["region_before"] !== null);
  expect(
    cascaded.map(({ region: to, number, region_before }) => [to, number, region_before]),
  ).toEqual(
    expect.arrayContaining([
      ["A-new", "1", root["code"]],
      ["A-new", "2", root["code"]],
    ]),
  );
  const emptied = moved.filter((row) => row["twin"] !== null);
  expect(emptied.map(({ number, twin }) => [number, twin])).toEqual(
    expect.arrayContaining([
      ["1", root["code"]],
      ["2", root["code"]],
    ]),
  );
});

it("ON DELETE SET NULL is an update with the value before, ON DELETE CASCADE a deletion", async () => {
  const { code } = await given("B");
  const row = { region: code("other"), number: "9", twin: code("root") };
  await insertRows(stage.root, place, [row]);
  const xid = await act(stage.root, (client) =>
    client.query("DELETE FROM region WHERE code = $1", [code("root")]),
  );
  const history = await historyOf(stage.root, xid, [region, place]);
  const updates = history.filter(({ event }) => event["operation"] === "update");
  const lost = updates.flatMap(({ log }) => log).filter((logged) => logged["number"] === "9");
  expect(lost).toEqual([
    {
      region: code("other"),
      number: "9",
      changed: "{twin}",
      region_before: null,
      number_before: null,
      twin: code("root"),
    },
  ]);
  const archived = history.flatMap(({ archive }) => archive);
  expect(archived.filter((gone) => "code" in gone)).toHaveLength(2);
  expect(archived.filter((gone) => "number" in gone)).toHaveLength(2);
});

it("a key that nothing refers to changes alone", async () => {
  await insertRows(stage.root, region, [{ code: "C", parent: null }]);
  const xid = await act(stage.root, (client) =>
    client.query("UPDATE region SET code = 'C2' WHERE code = 'C'"),
  );
  await expectHistory(
    stage,
    xid,
    updated(
      region,
      [
        [
          { code: "C", parent: null },
          { code: "C2", parent: null },
        ],
      ],
      byRoot,
    ),
  );
  const gone = await act(stage.root, (client) =>
    client.query("DELETE FROM region WHERE code = 'C2'"),
  );
  await expectHistory(stage, gone, deleted(region, [{ code: "C2", parent: null }], byRoot));
});

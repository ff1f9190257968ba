import {
  customType,
  doublePrecision,
  integer,
  interval,
  jsonb,
  numeric,
  primaryKey,
  real,
  text,
} from "drizzle-orm/pg-core";
import { describe, it } from "vitest";
import { auditedTable } from "../../../drizzle/audit/audited-table.ts";
import { registry } from "../../../drizzle/registry.ts";
import { addEntities } from "../probe.ts";
import type { Row } from "../samples.ts";
import { expectHistory, updated } from "../history.ts";
import { fresh, givenRows, insertRows, updateRows } from "../rows.ts";
import { act, openStage } from "../support.ts";

const stage = await openStage();
await stage.root.query("CREATE EXTENSION citext");

const citext = customType<{ data: string }>({ dataType: () => "citext" });
const json = customType<{ data: string }>({ dataType: () => "json" });
const numrange = customType<{ data: string }>({ dataType: () => "numrange" });
const xml = customType<{ data: string }>({ dataType: () => "xml" });
const point = customType<{ data: string }>({ dataType: () => "point" });
const character = customType<{ data: string }>({ dataType: () => "char(8)" });

const probe = auditedTable(
  "probe",
  {
    half: citext().notNull(),
    other: integer().notNull(),
    handle: citext(),
    amount: numeric(),
    price: numeric({ precision: 10, scale: 4 }),
    ratio: doublePrecision(),
    small: real(),
    document: jsonb(),
    source: json(),
    span: interval(),
    range: numrange(),
    markup: xml(),
    place: point(),
    fixed: character(),
    amounts: numeric().array(),
    order: text(),
    affected: text(),
    restored: text(),
  },
  { labels: { one: "probe", many: "probes" } },
  (self) => [primaryKey({ name: "probe_pkey", columns: [self.half, self.other] })],
);
await addEntities(stage, [probe]);

/** Pairs that PostgreSQL calls equal, or has no equality for, and that read differently. */
const alike: readonly [column: string, before: string, after: string][] = [
  ["handle", "Ada", "ADA"],
  ["amount", "1.0", "1.00"],
  ["ratio", "0", "-0"],
  ["small", "0", "-0"],
  ["document", '{"a": 1.0}', '{"a": 1.00}'],
  ["source", '{"a":1}', '{"a": 1}'],
  ["span", "1 day", "24:00:00"],
  ["range", "[1.0,2)", "[1.00,2)"],
  ["markup", "<a/>", "<b/>"],
  ["place", "(1,2)", "(1,2.0000001)"],
  ["amounts", "{1.0}", "{1.00}"],
];

/** Pairs that read the same however they are written. */
const same: readonly [column: string, value: string, written: string][] = [
  ["handle", "Ada", "Ada"],
  ["price", "1.5000", "1.5"],
  ["ratio", "0.1", "1e-1"],
  ["ratio", "NaN", "nan"],
  ["document", '{"a": 1, "b": 2}', '{"b":2,"a":1}'],
  ["span", "1 day", "1 DAY"],
  ["fixed", "ab      ", "ab"],
  ["order", "x", "x"],
];

const empty: Row = Object.fromEntries(probe.columns.map((column) => [column.name, null]));
const made = async (values: Row): Promise<Row> => {
  const row = { ...empty, half: `Key ${fresh()}`, other: "1", ...values };
  await insertRows(stage.root, probe, [row]);
  return row;
};

describe.each([1, 2])("in an UPDATE of %i rows", (count) => {
  it.each(alike)("%s from %s to %s is a change", async (column, from, to) => {
    const before = await Promise.all(Array.from({ length: count }, () => made({ [column]: from })));
    const after = before.map((row) => ({ ...row, [column]: to }));
    const xid = await act(stage.console, (client) => updateRows(client, probe, after, [column]));
    await expectHistory(
      stage,
      xid,
      updated(
        probe,
        before.map((row, index) => [row, after[index]] as const),
      ),
    );
  });

  it.each(same)("%s from %s to %s is none", async (column, value, written) => {
    const rows = await Promise.all(Array.from({ length: count }, () => made({ [column]: value })));
    const after = rows.map((row) => ({ ...row, [column]: written }));
    const xid = await act(stage.console, (client) => updateRows(client, probe, after, [column]));
    await expectHistory(stage, xid, []);
  });
});

it("the case of a key alone is a change of the key", async () => {
  const before = await made({ handle: "x" });
  const after = { ...before, half: before["half"]?.toUpperCase() ?? "" };
  const xid = await act(stage.console, (client) => updateRows(client, probe, [after], ["half"]));
  await expectHistory(stage, xid, updated(probe, [[before, after]]));
});

const cased = registry.filter((entity) =>
  entity.columns.some((column) => column.tracked && column.kind === "text"),
);
const unlisted = (value: string | null | undefined) => value?.includes("/") ?? false;

it.each(cased)("$name: letter case alone is a change, of each text column", async (entity) => {
  const [before = {}] = await givenRows(stage.root, entity);
  const names = entity.columns
    .filter((column) => column.tracked && column.kind === "text")
    .map((column) => column.name)
    .filter((name) => unlisted(before[name]));
  const after = {
    ...before,
    ...Object.fromEntries(names.map((name) => [name, before[name]?.toUpperCase() ?? null])),
  };
  const xid = await act(stage.console, (client) => updateRows(client, entity, [after]));
  await expectHistory(stage, xid, updated(entity, [[before, after]]));
});

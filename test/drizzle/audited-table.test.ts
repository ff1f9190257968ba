import { integer, text } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { auditedTable } from "../../drizzle/audit/audited-table.ts";

const labels = { one: "probe", many: "probes" };

it.each(["deletedAt", "deletedId", "restoredId", "changed", "event", "idBefore"])(
  "refuses a column %s, which a twin has already",
  (property) => {
    expect(() =>
      auditedTable("probe", { id: integer().primaryKey(), [property]: text() }, { labels }),
    ).toThrow(/^probe\.\w+: the twins need that name/);
  },
);

it("refuses a key that is secret", () => {
  expect(() =>
    auditedTable("probe", { token: text().primaryKey() }, { labels, secret: ["token"] }),
  ).toThrow("probe.token: the log names every key, so none can be secret");
});

it("refuses a table without a key", () => {
  expect(() => auditedTable("probe", { note: text() }, { labels })).toThrow(/no primary key/);
});

it("knows a column by its property, whatever SQL calls it", () => {
  const { columns } = auditedTable(
    "probe",
    { id: integer().primaryKey(), seenAt: text("last_seen"), fullName: text() },
    { labels, untracked: ["seenAt"], secret: ["fullName"] },
  );
  expect(columns).toMatchObject([
    { property: "id", name: "id", key: true, tracked: false },
    { property: "seenAt", name: "last_seen", tracked: false, secret: false },
    { property: "fullName", name: "full_name", tracked: true, secret: true },
  ]);
});

import { describe, expect, it } from "vitest";
import type { Entity } from "../../../drizzle/audit/entity.ts";
import { users } from "../../../drizzle/entities/users.ts";
import { entityNamed, registry } from "../../../drizzle/registry.ts";
import { archived, byId, deleted, expectHistory } from "../history.ts";
import type { Row } from "../samples.ts";
import { givenRow, givenRows, liveRows } from "../rows.ts";
import { act, openStage } from "../support.ts";

const stage = await openStage();

const pairs = registry.flatMap((follower) =>
  Object.entries(follower.target?.entities ?? {}).map(([type, name]) => ({
    follower,
    type,
    target: entityNamed(name),
  })),
);

/** Ways in which a row leaves. */
const paths: readonly [name: string, sql: (table: string) => string][] = [
  ["DELETE", (table) => `DELETE FROM ${table} WHERE id = $1`],
  [
    "a CTE",
    (table) => `WITH gone AS (DELETE FROM ${table} WHERE id = $1 RETURNING 1) SELECT FROM gone`,
  ],
  [
    "MERGE",
    (table) =>
      `MERGE INTO ${table} t USING (SELECT $1::uuid AS id) s ON t.id = s.id WHEN MATCHED THEN DELETE`,
  ],
];

describe.each(pairs)("$follower.name of a $type", ({ follower, type, target }) => {
  const { id = "", type: typeColumn = "" } = columnsOf(follower);
  const owner =
    follower.columns.find((column) => column.kind === "uuid" && !column.key && column.name !== id)
      ?.name ?? "";

  async function followed() {
    const [gone = {}, kept = {}] = await givenRows(stage.root, target, 2);
    const following = (key: Row, as = type) =>
      givenRow(stage.root, follower, { [id]: key["id"] ?? null, [typeColumn]: as });
    const leaving = [await following(gone), await following(gone)];
    const otherType = Object.keys(follower.target?.entities ?? {}).find((name) => name !== type);
    const staying = [await following(kept), await following(gone, otherType)];
    return { gone, leaving, staying };
  }

  it.each(paths)("leaves with it by %s", async (_, sql) => {
    const { gone, leaving, staying } = await followed();
    const table = `"${target.schema}"."${target.table}"`;
    const xid = await act(stage.console, (client) => client.query(sql(table), [gone["id"]]));
    await expectHistory(stage, xid, [...deleted(target, [gone]), ...deleted(follower, leaving)]);
    expect(await liveRows(stage.root, follower, staying)).toEqual(staying);
  });

  it("leaves once where its own owner is deleted in the same query", async () => {
    const { gone, leaving } = await followed();
    const [person = {}] = await givenRows(stage.root, users);
    const own = await givenRow(stage.root, follower, {
      [id]: gone["id"] ?? null,
      [typeColumn]: type,
      [owner]: person["id"] ?? null,
    });
    const xid = await act(stage.console, (client) =>
      client.query(
        `WITH person AS (DELETE FROM users WHERE id = $2)
         DELETE FROM "${target.schema}"."${target.table}" WHERE id = $1`,
        [gone["id"], person["id"]],
      ),
    );
    const found = await archived(stage, xid);
    expect(byId(found)[follower.name]).toEqual(
      byId(new Map([[follower, [...leaving, own]]]))[follower.name],
    );
  });
});

function columnsOf(follower: Entity): { id: string; type: string } {
  const name = (property: string | undefined) =>
    follower.columns.find((column) => column.property === property)?.name ?? "";
  return { id: name(follower.target?.id), type: name(follower.target?.type) };
}

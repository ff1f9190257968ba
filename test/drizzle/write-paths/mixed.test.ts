import { describe, expect, it } from "vitest";
import { type Entity, liveName } from "../../../drizzle/audit/entity.ts";
import { users } from "../../../drizzle/entities/users.ts";
import { registry } from "../../../drizzle/registry.ts";
import { deleted, expectHistory, inserted, updated } from "../history.ts";
import { pick, type Row } from "../samples.ts";
import { absentRows, given, givenRows, liveRows, otherValues, sameKey } from "../rows.ts";
import { act, openStage } from "../support.ts";

const stage = await openStage();

const json = (rows: readonly Row[]) => JSON.stringify(rows);
const tracked = (entity: Entity) => entity.columns.filter((column) => column.tracked);
/** `SET` needs a column: where none is tracked, the key's first is set to what it is. */
const settable = (entity: Entity) => {
  // The console may not read a secret, and `excluded.password_hash` counts as reading.
  const open = tracked(entity).filter((column) => !column.secret);
  return open.length > 0 ? open : entity.key.slice(0, 1);
};
const set = (entity: Entity, from: string) =>
  settable(entity)
    .map(({ name }) => `${name} = ${from}.${name}`)
    .join(", ");
const keyColumns = (entity: Entity) => entity.key.map(({ name }) => name).join(", ");

/** A row each to be changed, left alone, brought in and deleted. */
async function cast(entity: Entity) {
  const [before = {}, same = {}, gone = {}] = await givenRows(stage.root, entity, 3);
  const [other = {}] = await otherValues(stage.root, entity, [before]);
  const [added = {}] = await absentRows(stage.root, entity);
  return { before, after: { ...before, ...pick(other, settable(entity)) }, same, gone, added };
}

describe.each(registry)("$name", (entity) => {
  it("an upsert is an update and an insert, of the rows that each concerned", async () => {
    const { before, after, same, added } = await cast(entity);
    const xid = await act(stage.console, (client) =>
      client.query(
        `INSERT INTO ${liveName(entity)} AS t SELECT * FROM ${given(entity)} g
         ON CONFLICT (${keyColumns(entity)}) DO UPDATE SET ${set(entity, "excluded")}`,
        [json([after, same, added])],
      ),
    );
    await expectHistory(stage, xid, [
      ...updated(entity, [[before, after]]),
      ...inserted(entity, [added]),
    ]);
    expect(await liveRows(stage.root, entity, [after, same, added])).toEqual([after, same, added]);
  });

  it("an upsert of present rows only, or of absent ones only, is one event", async () => {
    const { before, after, added } = await cast(entity);
    const upsert = (row: Row) =>
      act(stage.console, (client) =>
        client.query(
          `INSERT INTO ${liveName(entity)} AS t SELECT * FROM ${given(entity)} g
           ON CONFLICT (${keyColumns(entity)}) DO UPDATE SET ${set(entity, "excluded")}`,
          [json([row])],
        ),
      );
    await expectHistory(stage, await upsert(after), updated(entity, [[before, after]]));
    await expectHistory(stage, await upsert(added), inserted(entity, [added]));
    await expectHistory(stage, await upsert(added), []);
  });

  it("MERGE with all its branches", async () => {
    const { before, after, same, gone, added } = await cast(entity);
    const xid = await act(stage.console, (client) =>
      client.query(
        `MERGE INTO ${liveName(entity)} t USING ${given(entity)} s ON ${sameKey(entity, "t", "s")}
         WHEN MATCHED AND EXISTS (SELECT FROM ${given(entity, "$2")} d WHERE ${sameKey(entity, "d", "s")})
           THEN DELETE
         WHEN MATCHED THEN UPDATE SET ${set(entity, "s")}
         WHEN NOT MATCHED THEN INSERT VALUES (${entity.columns.map(({ name }) => `s.${name}`).join(", ")})`,
        [json([after, same, gone, added]), json([gone])],
      ),
    );
    await expectHistory(stage, xid, [
      ...deleted(entity, [gone]),
      ...updated(entity, [[before, after]]),
      ...inserted(entity, [added]),
    ]);
  });

  it("one query that deletes, updates and inserts in CTEs", async () => {
    const { before, after, gone, added } = await cast(entity);
    const live = liveName(entity);
    const xid = await act(stage.console, (client) =>
      client.query(
        `WITH gone AS (DELETE FROM ${live} t USING ${given(entity, "$1")} g WHERE ${sameKey(entity, "t", "g")} RETURNING 1),
         changed AS (UPDATE ${live} t SET ${set(entity, "g")} FROM ${given(entity, "$2")} g WHERE ${sameKey(entity, "t", "g")} RETURNING 1),
         added AS (INSERT INTO ${live} SELECT * FROM ${given(entity, "$3")} g RETURNING 1)
         SELECT count(*) FROM gone, changed, added`,
        [json([gone]), json([after]), json([added])],
      ),
    );
    await expectHistory(stage, xid, [
      ...deleted(entity, [gone]),
      ...updated(entity, [[before, after]]),
      ...inserted(entity, [added]),
    ]);
  });
});

it("two updates of one table in one query are one event", async () => {
  const [a = {}, b = {}] = await givenRows(stage.root, users, 2);
  const xid = await act(stage.console, (client) =>
    client.query(
      `WITH first AS (UPDATE users SET bio = 'one' WHERE id = $1)
       UPDATE users SET full_name = 'Two' WHERE id = $2`,
      [a["id"], b["id"]],
    ),
  );
  await expectHistory(
    stage,
    xid,
    updated(users, [
      [a, { ...a, bio: "one" }],
      [b, { ...b, full_name: "Two" }],
    ]),
  );
});

it("deleting a key and inserting it again keeps the old row and starts a new one", async () => {
  const [row = {}] = await givenRows(stage.root, users);
  const again = { ...row, bio: "another life" };
  const xid = await act(stage.console, async (client) => {
    await client.query("DELETE FROM users WHERE id = $1", [row["id"]]);
    await client.query(`INSERT INTO users SELECT * FROM ${given(users)} g`, [json([again])]);
    await client.query("DELETE FROM users WHERE id = $1", [row["id"]]);
  });
  await expectHistory(stage, xid, [
    ...deleted(users, [row]),
    ...inserted(users, [again]),
    ...deleted(users, [again]),
  ]);
});

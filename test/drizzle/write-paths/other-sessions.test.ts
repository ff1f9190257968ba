import { bigint, integer, text } from "drizzle-orm/pg-core";
import { afterAll, describe, it } from "vitest";
import { auditedTable } from "../../../drizzle/audit/audited-table.ts";
import type { Entity } from "../../../drizzle/audit/entity.ts";
import { auditStatements } from "../../../drizzle/audit/statements.ts";
import { users } from "../../../drizzle/entities/users.ts";
import { registry } from "../../../drizzle/registry.ts";
import { byNobody, deleted, expectHistory, inserted, updated } from "../history.ts";
import { addEntities } from "../probe.ts";
import {
  absentRows,
  deleteRows,
  givenRows,
  insertRows,
  otherValues,
  rekeyRows,
  updateRows,
} from "../rows.ts";
import { connect, openStage } from "../support.ts";

const stage = await openStage();
const shell = await connect(stage.database.superUrl);
afterAll(() => shell.end());

/** A transaction as psql sends it: no claim, no parameters of ours. */
async function typed(work: () => Promise<unknown>, first = "BEGIN"): Promise<string> {
  await shell.query(first);
  await work();
  const { rows } = await shell.query<{ xid: string }>("SELECT pg_current_xact_id() AS xid");
  await shell.query("COMMIT");
  return rows[0]?.xid ?? "";
}

describe.each([
  ["with no claim", "BEGIN"],
  ["in replica mode", "BEGIN; SET LOCAL session_replication_role = replica"],
])("%s", (_, begin) => {
  it.each(registry)("$name: every write is in the log, by nobody", async (entity) => {
    const present = await givenRows(stage.root, entity, 2);
    const absent = await absentRows(stage.root, entity, 3);
    const [rekeyed = {}] = absent;
    const added = absent.slice(1);
    const other = await otherValues(stage.root, entity, present);
    const moved = {
      ...other[0],
      ...Object.fromEntries(entity.key.map(({ name }) => [name, rekeyed[name] ?? null])),
    };
    const left = [moved, ...other.slice(1)];
    const changes = entity.columns.some((column) => column.tracked);
    const xid = await typed(async () => {
      await insertRows(shell, entity, added);
      if (changes) await updateRows(shell, entity, other);
      await rekeyRows(shell, entity, other.slice(0, 1), [moved]);
      await deleteRows(shell, entity, left);
    }, begin);
    await expectHistory(stage, xid, [
      ...inserted(entity, added, byNobody),
      ...updated(
        entity,
        present.map((row, index) => [row, other[index]] as const),
        byNobody,
      ),
      ...updated(entity, [[other[0], moved]], byNobody),
      ...deleted(entity, left, byNobody),
    ]);
  });
});

it("settings that a session may change do not reach the triggers", async () => {
  const [row = {}] = await givenRows(stage.root, users);
  await stage.console.query(`SET search_path = jobs; SET DateStyle = 'SQL, DMY'; SET TimeZone = 'Asia/Tokyo';
    SET transform_null_equals = on; SET array_nulls = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
    SET plan_cache_mode = force_generic_plan; SET "plpgsql.extra_errors" = 'all'; SET row_security = off`);
  const { rows } = await stage.console
    .query<{ xid: string }>("BEGIN; SELECT 1")
    .then(() => stage.console.query("SELECT pg_current_xact_id() AS xid"));
  await stage.console.query("UPDATE public.users SET bio = 'NULL' WHERE id = $1", [row["id"]]);
  await stage.console.query("DELETE FROM public.users WHERE id = $1", [row["id"]]);
  await stage.console.query("COMMIT");
  await stage.console.query("RESET ALL");
  const after = { ...row, bio: "NULL" };
  const by = { ...byNobody, role: "bellamy_console" };
  await expectHistory(stage, rows[0]?.xid ?? "", [
    ...updated(users, [[row, after]], by),
    ...deleted(users, [after], by),
  ]);
});

describe("a migration beside a connection that has the triggers' functions at hand", () => {
  const labels = { one: "probe", many: "probes" };
  const columns = { id: integer().primaryKey(), note: text(), size: integer(), other: text() };
  const probe = auditedTable("moving", columns, { labels });
  const widened = auditedTable(
    "moving",
    { ...columns, size: bigint({ mode: "number" }) },
    { labels },
  );
  const everywhere = (change: string) =>
    ["public", "log", "archive"].map((schema) => `ALTER TABLE ${schema}.${change}`).join("; ");

  /** As generate.ts would: the DDL, then each statement of the audit's whose text has changed. */
  const migrate = async (ddl: string, to: Entity) => {
    const before = auditStatements([probe]);
    const changed = Object.entries(auditStatements([to])).filter(
      ([name, sql]) => name !== "grants" && before[name] !== sql,
    );
    await stage.root.query([ddl, ...changed.map(([, sql]) => sql)].join(";\n"));
  };

  it.each([
    ["a column is added", "ALTER TABLE moving ADD COLUMN more text DEFAULT 'x'", probe],
    ["a column is dropped and its twin kept", "ALTER TABLE moving DROP COLUMN more", probe],
    ["a column gets a wider type", everywhere("moving ALTER size TYPE bigint"), widened],
  ])("%s: its next writes are logged like the last", async (_, ddl, to) => {
    if (stage.probes.length === 0) await addEntities(stage, [probe]);
    const rows = ["1", "2"].map((id) => ({ id, note: "a", size: "1", other: null }));
    const write = async () => {
      const values = rows.map(({ id }) => `(${id}, 'a', 1, NULL)`).join(", ");
      await shell.query(`INSERT INTO moving (id, note, size, other) VALUES ${values}`);
      await shell.query("UPDATE moving SET size = 2, note = 'b' WHERE id = 1");
      await shell.query("UPDATE moving SET size = size + 1");
      await shell.query("DELETE FROM moving");
    };
    await write();
    await migrate(ddl, to);
    const xid = await typed(write);
    const [one = {}, two = {}] = rows;
    await expectHistory(stage, xid, [
      ...inserted(probe, rows, byNobody),
      ...updated(probe, [[one, { ...one, size: "2", note: "b" }]], byNobody),
      ...updated(
        probe,
        [
          [
            { ...one, size: "2", note: "b" },
            { ...one, size: "3", note: "b" },
          ],
          [two, { ...two, size: "2" }],
        ],
        byNobody,
      ),
      ...deleted(
        probe,
        [
          { ...one, size: "3", note: "b" },
          { ...two, size: "2" },
        ],
        byNobody,
      ),
    ]);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { archiveName } from "../../drizzle/audit/entity.ts";
import { restoreFunctionName } from "../../drizzle/audit/restore-function.ts";
import { triggersOf } from "../../drizzle/audit/statements.ts";
import { users } from "../../drizzle/entities/users.ts";
import { registry } from "../../drizzle/registry.ts";
import { deleted, expectHistory, inserted, updated } from "./history.ts";
import { pick, type Row } from "./samples.ts";
import { absentRows, deleteRows, givenRows } from "./rows.ts";
import { act, eventsOf, openStage } from "./support.ts";

/* What the application's role tries in order to write a history that did not happen. */
const stage = await openStage();
const denied = { code: "42501" };

const shape = {
  insert: "AFTER INSERT ON mine REFERENCING NEW TABLE AS new_rows",
  update: "AFTER UPDATE ON mine REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
  delete: "AFTER DELETE ON mine REFERENCING OLD TABLE AS old_rows",
  truncate: "BEFORE TRUNCATE ON mine",
};

describe("a trigger function attached to a table of one's own", () => {
  it.each(registry)(
    "$name: is refused in the job queue's schema and on a temporary table",
    async (entity) => {
      const { rows } = await stage.root.query("SELECT current_database() AS name");
      // The right that a careless grant would give; the wall behind it must hold by itself.
      await stage.root.query(`GRANT TEMPORARY ON DATABASE ${rows[0].name} TO bellamy_console`);
      try {
        for (const [create, table] of [
          ["CREATE TABLE jobs.mine", "jobs.mine"],
          ["CREATE TEMP TABLE mine", "mine"],
        ]) {
          await stage.console.query(
            `${create} (${entity.columns.map((column) => `${column.name} ${column.sqlType}`).join(", ")})`,
          );
          for (const trigger of triggersOf(entity, registry)) {
            const event = trigger.name.startsWith("follow_")
              ? "delete"
              : trigger.name.slice("audit_".length);
            const when = shape[event as keyof typeof shape].replace(" mine", ` ${table}`);
            await expect(
              stage.console.query(
                `CREATE TRIGGER forge ${when} FOR EACH STATEMENT EXECUTE FUNCTION ${trigger.functionName}()`,
              ),
            ).rejects.toMatchObject(denied);
          }
          await stage.console.query(`DROP TABLE ${table}`);
        }
      } finally {
        await stage.root.query(`REVOKE TEMPORARY ON DATABASE ${rows[0].name} FROM bellamy_console`);
      }
      await expect(
        stage.console.query("CREATE TEMP TABLE mine (id integer)"),
      ).rejects.toMatchObject(denied);
    },
  );
});

describe("names that shadow the catalog's", () => {
  beforeAll(async () => {
    await stage.console.query(`
      CREATE FUNCTION jobs.nextval(text) RETURNS bigint LANGUAGE sql RETURN -1;
      CREATE FUNCTION jobs.nextval(regclass) RETURNS bigint LANGUAGE sql RETURN -1;
      CREATE FUNCTION jobs.now() RETURNS timestamptz LANGUAGE sql RETURN '2000-01-01'::timestamptz;
      CREATE FUNCTION jobs.current_setting(text, boolean) RETURNS text LANGUAGE sql RETURN 'forged';
      CREATE FUNCTION jobs.pg_current_xact_id() RETURNS xid8 LANGUAGE sql RETURN '1'::xid8;
      CREATE FUNCTION jobs.array_append(text[], text) RETURNS text[] LANGUAGE sql RETURN ARRAY['forged'];
      CREATE FUNCTION jobs.differ(uuid, uuid) RETURNS boolean LANGUAGE sql RETURN false;
      CREATE FUNCTION jobs.differ(text, text) RETURNS boolean LANGUAGE sql RETURN true;
      CREATE OPERATOR jobs.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = jobs.differ);
      CREATE OPERATOR jobs.= (LEFTARG = text, RIGHTARG = text, FUNCTION = jobs.differ);
      CREATE TABLE jobs.event (LIKE log.event);
      CREATE TABLE jobs.new_rows (id uuid);
      CREATE TABLE jobs.old_rows (id uuid);
      CREATE TABLE jobs.users (id uuid);
      CREATE DOMAIN jobs.text AS pg_catalog.text CHECK (false);
      CREATE DOMAIN jobs.uuid AS pg_catalog.uuid CHECK (false);`);
  });

  it("change nothing in what is logged, archived and restored", async () => {
    const [row = {}, other = {}] = await givenRows(stage.root, users, 2);
    const after = { ...row, bio: "after" };
    const shadowed = "SET LOCAL search_path = jobs, pg_catalog, public";
    const xid = await act(stage.console, async (client) => {
      await client.query(shadowed);
      await client.query(
        `UPDATE public.users SET bio = 'after' WHERE id OPERATOR(pg_catalog.=) '${row["id"]}'`,
      );
      await client.query(
        `UPDATE public.users SET bio = 'all' WHERE id IN ('${row["id"]}', '${other["id"]}')`,
      );
      await client.query(`DELETE FROM public.users WHERE id OPERATOR(pg_catalog.=) '${row["id"]}'`);
      await client.query("SET LOCAL search_path = public");
    });
    await expectHistory(stage, xid, [
      ...updated(users, [[row, after]]),
      ...deleted(users, [{ ...after }]),
    ]);
    const [, gone = {}] = await eventsOf(stage.root, xid);
    const restored = await act(stage.console, async (client) => {
      await client.query(shadowed);
      await client.query("SELECT * FROM archive.restore_users($1)", [
        JSON.stringify([{ deleted_id: Number(gone["sequence"]), id: row["id"] }]),
      ]);
      await client.query("SET LOCAL search_path = public");
    });
    await expectHistory(stage, restored, inserted(users, [after]));
  });
});

describe.each(registry)("$name: the restore door", (entity) => {
  const restore = (chosen: unknown) =>
    act(stage.console, async (client) => {
      const { rows } = await client.query(`SELECT * FROM ${restoreFunctionName(entity)}($1)`, [
        JSON.stringify(chosen),
      ]);
      answer = rows[0];
    });
  let answer: Row = {};
  const nothing = { restore_event: null, restored: "0" };

  it("lets in no row that is not in the archive, nor another version of one that is", async () => {
    const [row = {}, kept = {}] = await givenRows(stage.root, entity, 2);
    const [absent = {}] = await absentRows(stage.root, entity);
    const gone = await act(stage.console, (client) => deleteRows(client, entity, [row]));
    const [event = {}] = await eventsOf(stage.root, gone);
    const number = Number(event["sequence"]);
    const key = pick(row, entity.key);
    for (const chosen of [
      [],
      [{}],
      [{ deleted_id: null, ...key }],
      [{ deleted_id: number }],
      [{ deleted_id: number + 1, ...key }],
      [{ deleted_id: number, ...pick(absent, entity.key) }],
      [{ deleted_id: number, ...pick(kept, entity.key) }],
    ]) {
      await expectHistory(stage, await restore(chosen), []);
      expect(answer).toEqual(nothing);
    }
    // What else the choice says is not looked at; the same row twice is the same row.
    const forged = Object.fromEntries(
      entity.columns
        .filter((column) => column.tracked && column.kind === "text")
        .map(({ name }) => [name, "forged"]),
    );
    const choice = { ...forged, restored_id: null, deleted_by: "me", deleted_id: number, ...key };
    const back = await restore([choice, choice, { ...choice, ...pick(absent, entity.key) }]);
    await expectHistory(stage, back, inserted(entity, [row]));
    const [insertEvent = {}] = await eventsOf(stage.root, back);
    expect(answer).toEqual({ restore_event: insertEvent["sequence"], restored: "1" });
    const archived = await stage.root.query(
      `SELECT restored_id FROM ${archiveName(entity)} WHERE deleted_id = $1`,
      [number],
    );
    expect(archived.rows).toEqual([{ restored_id: insertEvent["sequence"] }]);
    const links = await stage.root.query("SELECT * FROM log.restoration WHERE restore_event = $1", [
      insertEvent["sequence"],
    ]);
    expect(links.rows).toEqual([
      { restore_event: insertEvent["sequence"], delete_event: String(number) },
    ]);
    await expectHistory(stage, await restore([choice]), []);
    expect(answer).toEqual(nothing);
  });
});

it("an obstacle that the restore door meets does not show the row's secrets", async () => {
  const [row = {}] = await givenRows(stage.root, users);
  await stage.root.query("UPDATE users SET bio = NULL WHERE id = $1", [row["id"]]);
  const gone = await act(stage.console, (client) => deleteRows(client, users, [row]));
  const [event = {}] = await eventsOf(stage.root, gone);
  // So that only the deleted row breaks what is added.
  await stage.root.query("UPDATE users SET bio = '' WHERE bio IS NULL");
  const chosen = JSON.stringify([{ deleted_id: Number(event["sequence"]), id: row["id"] }]);
  for (const [add, drop] of [
    ["ADD CONSTRAINT shorter CHECK (bio IS NOT NULL) NOT VALID", "DROP CONSTRAINT shorter"],
    ["ALTER bio SET NOT NULL", "ALTER bio DROP NOT NULL"],
  ]) {
    await stage.root.query(`ALTER TABLE users ${add}`);
    const refused = await stage.console
      .query("SELECT * FROM archive.restore_users($1)", [chosen])
      .catch((error: unknown) => error);
    await stage.root.query(`ALTER TABLE users ${drop}`);
    expect(refused).toMatchObject({ code: expect.stringMatching(/^235(14|02)$/), table: "users" });
    expect(JSON.stringify(refused)).not.toContain("password_hash ");
  }
});

it("nor does an error of the application's own", async () => {
  const [row = {}] = await givenRows(stage.root, users);
  const refused = await stage.console
    .query("UPDATE public.users SET username = NULL WHERE id = $1", [row["id"]])
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "23502" });
  expect(JSON.stringify(refused)).not.toContain("password_hash ");
});

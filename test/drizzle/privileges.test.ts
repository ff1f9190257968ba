import type pg from "pg";
import { describe, expect, it } from "vitest";
import { archiveName, liveName, logName } from "../../drizzle/audit/entity.ts";
import { databaseRoles } from "../../drizzle/audit/privileges.ts";
import { restoreFunctionName } from "../../drizzle/audit/restore-function.ts";
import { triggersOf } from "../../drizzle/audit/statements.ts";
import { registry } from "../../drizzle/registry.ts";
import { openStage } from "./support.ts";

const stage = await openStage();
const denied = { code: "42501" };

/** As each role: the console signs in, the others exist by SET SESSION AUTHORIZATION only. */
async function as(role: string, work: (client: pg.ClientBase) => Promise<unknown>) {
  if (role === "bellamy_console") return work(stage.console);
  await stage.root.query(`SET SESSION AUTHORIZATION ${role}`);
  try {
    return await work(stage.root);
  } finally {
    await stage.root.query("SET SESSION AUTHORIZATION DEFAULT");
  }
}

const refuses = (role: string, sql: string) =>
  as(role, (client) => expect(client.query(sql), `${role}: ${sql}`).rejects.toMatchObject(denied));

const history = [
  "log.event",
  "log.restoration",
  ...registry.flatMap((entity) => [logName(entity), archiveName(entity)]),
];
const firstColumn = (table: string) =>
  table.includes("archive") ? "deleted_id" : table === "log.event" ? "sequence" : "event";

describe.each(databaseRoles)("%s", (role) => {
  it("cannot write, empty or alter any table of the log or the archive", async () => {
    for (const table of history) {
      const column = table === "log.restoration" ? "restore_event" : firstColumn(table);
      for (const sql of [
        `INSERT INTO ${table} DEFAULT VALUES`,
        `INSERT INTO ${table} (${column}) VALUES (1)`,
        `UPDATE ${table} SET ${column} = 1`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
        `MERGE INTO ${table} t USING (SELECT 1 AS one) s ON t.${column} = s.one WHEN NOT MATCHED THEN INSERT (${column}) VALUES (1)`,
        `COPY ${table} FROM STDIN`,
        `SELECT FROM ${table} FOR UPDATE`,
        `DO $$ BEGIN LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE; END $$`,
        `ALTER TABLE ${table} ADD COLUMN x integer`,
        `DROP TABLE ${table}`,
      ]) {
        await refuses(role, sql);
      }
    }
  });

  it("cannot draw from the log's sequence or set it", async () => {
    await refuses(role, "SELECT nextval('log.event_sequence')");
    await refuses(role, "SELECT setval('log.event_sequence', 1)");
  });

  it("cannot disable, drop, replace or add a trigger of a live table", async () => {
    for (const entity of registry) {
      const table = liveName(entity);
      for (const sql of [
        `ALTER TABLE ${table} DISABLE TRIGGER audit_update`,
        `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
        `ALTER TABLE ${table} ENABLE REPLICA TRIGGER audit_update`,
        `DROP TRIGGER audit_update ON ${table}`,
        `CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON ${table} EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
        `CREATE TRIGGER mine BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
        `CREATE RULE mine AS ON DELETE TO ${table} DO INSTEAD NOTHING`,
        `ALTER TABLE ${table} ADD COLUMN x integer`,
        `ALTER TABLE ${table} DETACH PARTITION ${table}`,
        `TRUNCATE ${table} CASCADE`,
        `DROP TABLE ${table} CASCADE`,
        `CREATE POLICY mine ON ${table}`,
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      ]) {
        await refuses(role, sql);
      }
    }
  });

  it("holds none of TRIGGER, TRUNCATE, REFERENCES and MAINTAIN on any table of ours", async () => {
    const { rows } = await stage.root.query(
      `SELECT c.oid::regclass AS "table", p.privilege FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       CROSS JOIN unnest(ARRAY['TRIGGER', 'TRUNCATE', 'REFERENCES', 'MAINTAIN']) p (privilege)
       WHERE n.nspname IN ('public', 'staff', 'log', 'archive', 'drizzle') AND c.relkind IN ('r', 'p')
         AND has_table_privilege($1, c.oid, p.privilege)`,
      [role],
    );
    expect(rows).toEqual([]);
  });

  it("cannot turn triggers off for its session", async () => {
    await refuses(role, "SET session_replication_role = replica");
    await refuses(role, "SELECT set_config('session_replication_role', 'replica', true)");
    await refuses(role, "SET event_triggers = off");
  });

  it("cannot become another role", async () => {
    for (const other of ["bellamy_owner", "postgres", ...databaseRoles].filter(
      (it) => it !== role,
    )) {
      if (role === "bellamy_console") {
        await refuses(role, `SET ROLE ${other}`);
        await refuses(role, `SET SESSION AUTHORIZATION ${other}`);
        await refuses(role, `SELECT set_config('role', '${other}', false)`);
      }
      await refuses(role, `GRANT ${other} TO ${role}`);
    }
    await refuses(role, "CREATE ROLE mine SUPERUSER");
    await refuses(role, `ALTER ROLE ${role} SUPERUSER`);
  });

  it("cannot create anything outside the job queue's schema", async () => {
    await refuses(role, "CREATE SCHEMA mine");
    await refuses(role, "CREATE TEMP TABLE mine (id integer)");
    await refuses(role, "CREATE EXTENSION hstore");
    await refuses(role, "CREATE PUBLICATION mine");
    await refuses(role, "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION f()");
    for (const schema of ["public", "staff", "log", "archive", "drizzle", "pg_catalog"]) {
      await refuses(role, `CREATE TABLE ${schema}.mine (id integer)`);
      await refuses(role, `CREATE FUNCTION ${schema}.mine() RETURNS integer LANGUAGE sql RETURN 1`);
      await refuses(role, `CREATE VIEW ${schema}.mine AS SELECT 1`);
      await refuses(role, `CREATE TYPE ${schema}.mine AS (id integer)`);
    }
    await refuses(role, "CREATE INDEX mine ON public.users (bio)");
    await refuses(role, "COMMENT ON TABLE public.users IS 'mine'");
  });

  it("cannot read secrets of the platform or of the archive, by any road", async () => {
    const secrets = registry.flatMap((entity) =>
      entity.columns
        .filter((column) => column.secret)
        .map((column) => ({ entity, name: column.name })),
    );
    for (const { entity, name } of secrets) {
      const tables = [
        archiveName(entity),
        ...(entity.schema === "staff" ? [] : [liveName(entity)]),
      ];
      for (const table of tables) {
        for (const sql of [
          `SELECT ${name} FROM ${table}`,
          `SELECT * FROM ${table}`,
          `SELECT t FROM ${table} t`,
          `SELECT to_jsonb(t) FROM ${table} t`,
          `SELECT count(*) FROM ${table} WHERE ${name} = 'x'`,
          `SELECT 1 FROM ${table} ORDER BY ${name}`,
          `COPY ${table} TO STDOUT`,
          `COPY (TABLE ${table}) TO STDOUT`,
        ]) {
          await refuses(role, sql);
        }
      }
    }
    await refuses(role, "UPDATE users SET bio = password_hash");
    await refuses(role, "UPDATE users SET bio = 'x' RETURNING password_hash");
    await refuses(role, "DELETE FROM users RETURNING *");
    await refuses(role, "SELECT * FROM pg_stats_ext_exprs, pg_statistic");
    await refuses(role, "SELECT pg_read_file('PG_VERSION')");
  });

  it("may execute the restore doors of the archive at most, and no trigger function", async () => {
    const { rows } = await stage.root.query(
      `SELECT n.nspname || '.' || p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('public', 'staff', 'log', 'archive', 'drizzle') AND has_function_privilege($1, p.oid, 'EXECUTE')
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
      [role],
    );
    const doors = role === "bellamy_console" ? registry.map(restoreFunctionName) : [];
    expect(rows.map((row) => row.name).toSorted()).toEqual(doors.toSorted());
    for (const entity of registry) {
      for (const { functionName } of triggersOf(entity, registry)) {
        await refuses(role, `SELECT ${functionName}()`);
      }
    }
  });
});

it("PUBLIC may execute none of our functions, nor do anything with our tables", async () => {
  const { rows } = await stage.root.query(
    `SELECT p.oid::regprocedure::text AS what FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
     WHERE n.nspname IN ('public', 'staff', 'log', 'archive', 'jobs', 'drizzle') AND x.grantee = 0
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
     UNION ALL
     SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     CROSS JOIN LATERAL aclexplode(c.relacl) x
     WHERE n.nspname IN ('public', 'staff', 'log', 'archive', 'jobs', 'drizzle') AND x.grantee = 0`,
  );
  expect(rows).toEqual([]);
});

import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkDatabase } from "../../drizzle/check.ts";
import { createDatabase, type TestDatabase } from "../setup/database.ts";

let database: TestDatabase;
let root: pg.Client;
let reader: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  root = new pg.Client({ connectionString: database.superUrl });
  reader = new pg.Client({ connectionString: database.consoleUrl });
  await root.connect();
  await reader.connect();
});

afterAll(async () => {
  await root.end();
  await reader.end();
  await database[Symbol.asyncDispose]();
});

it("finds nothing in a freshly migrated database, as the application's role", async () => {
  expect(await checkDatabase(reader)).toEqual([]);
});

/** What someone did to the database, how it is undone, and what the check must say of it. */
const mutations: readonly [did: string, undo: string, says: RegExp][] = [
  [
    "DROP TRIGGER audit_delete ON posts",
    "CREATE TRIGGER audit_delete AFTER DELETE ON posts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.posts_delete(); ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_delete",
    /public\.posts: trigger audit_delete is missing/,
  ],
  [
    "ALTER TABLE users DISABLE TRIGGER audit_update",
    "ALTER TABLE users ENABLE ALWAYS TRIGGER audit_update",
    /public\.users: trigger audit_update is disabled/,
  ],
  [
    "CREATE RULE quiet AS ON INSERT TO log.event DO INSTEAD NOTHING",
    "DROP RULE quiet ON log.event",
    /log\.event: rule quiet can turn a write aside/,
  ],
  [
    "CREATE TRIGGER quiet BEFORE UPDATE ON log.users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "DROP TRIGGER quiet ON log.users",
    /log\.users: trigger quiet is unknown/,
  ],
  [
    "ALTER TABLE log.event ALTER at SET DEFAULT '2020-01-01'",
    "ALTER TABLE log.event ALTER at SET DEFAULT now()",
    /log\.event: column at has the default '2020-01-01/,
  ],
  [
    "ALTER TABLE staff.accounts ALTER role SET DEFAULT 'admin'",
    "ALTER TABLE staff.accounts ALTER role SET DEFAULT 'support'",
    /staff\.accounts: column role has the default 'admin', expected 'support'/,
  ],
  [
    "ALTER TABLE staff.accounts DROP CONSTRAINT staff_accounts_role_check, ADD CONSTRAINT staff_accounts_role_check CHECK (true)",
    "ALTER TABLE staff.accounts DROP CONSTRAINT staff_accounts_role_check, ADD CONSTRAINT staff_accounts_role_check CHECK (role IN ('support', 'compliance', 'operator', 'admin'))",
    /constraint staff_accounts_role_check is "CHECK \(true\)"/,
  ],
  [
    "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
    /public\.users: row security hides rows/,
  ],
  [
    "ALTER TABLE log.restoration SET UNLOGGED",
    "ALTER TABLE log.restoration SET LOGGED",
    /log\.restoration: the table is UNLOGGED/,
  ],
  [
    "ALTER SEQUENCE log.event_sequence CACHE 100",
    "ALTER SEQUENCE log.event_sequence CACHE 1",
    /log\.event_sequence: caches 100/,
  ],
  [
    "CREATE TABLE log.event_child () INHERITS (log.event)",
    "DROP TABLE log.event_child",
    /log\.event_child: a child of log\.event/,
  ],
  [
    "CREATE FUNCTION archive.restore_users(text) RETURNS void LANGUAGE sql AS ''; GRANT EXECUTE ON FUNCTION archive.restore_users(text) TO bellamy_console",
    "DROP FUNCTION archive.restore_users(text)",
    /archive\.restore_users\(text\): a function that the registry does not know/,
  ],
  [
    "ALTER FUNCTION log.users_insert() STRICT",
    "ALTER FUNCTION log.users_insert() CALLED ON NULL INPUT",
    /log\.users_insert\(\) is declared as plpgsql v true/,
  ],
  [
    "CREATE SCHEMA back; CREATE FUNCTION back.door() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM log.event'",
    "DROP SCHEMA back CASCADE",
    /back\.door\(\): runs with the rights of postgres/,
  ],
  [
    "CREATE SCHEMA back; CREATE VIEW back.events AS SELECT * FROM log.event; GRANT USAGE ON SCHEMA back TO bellamy_console; GRANT DELETE ON back.events TO bellamy_console",
    "DROP SCHEMA back CASCADE",
    /back\.events: a view that writes with the rights of postgres/,
  ],
  [
    "CREATE TABLE stray (id int); COMMENT ON TABLE stray IS 'retired'",
    "DROP TABLE stray",
    /public\.stray: a table that the registry does not know/,
  ],
  [
    "REVOKE USAGE ON SCHEMA log FROM bellamy_console",
    "GRANT USAGE ON SCHEMA log TO bellamy_console",
    /bellamy_console may not use schema log/,
  ],
  [
    "GRANT SELECT ON posts TO bellamy_console WITH GRANT OPTION",
    "REVOKE GRANT OPTION FOR SELECT ON posts FROM bellamy_console",
    /bellamy_console may pass on SELECT on public\.posts/,
  ],
  [
    "ALTER TABLE users ENABLE TRIGGER audit_update",
    "ALTER TABLE users ENABLE ALWAYS TRIGGER audit_update",
    /public\.users: trigger audit_update is not ENABLE ALWAYS/,
  ],
  [
    "ALTER TABLE posts DISABLE TRIGGER ALL; ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_insert; ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_update; ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_delete; ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_truncate; ALTER TABLE posts ENABLE ALWAYS TRIGGER follow_reactions",
    "ALTER TABLE posts ENABLE TRIGGER ALL; ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_insert; ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_update; ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_delete; ALTER TABLE posts ENABLE ALWAYS TRIGGER audit_truncate; ALTER TABLE posts ENABLE ALWAYS TRIGGER follow_reactions",
    /public\.posts: a trigger of its foreign keys is disabled/,
  ],
  [
    "CREATE TRIGGER extra AFTER INSERT ON blogs FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "DROP TRIGGER extra ON blogs",
    /public\.blogs: trigger extra is unknown/,
  ],
  [
    "ALTER TABLE users ADD COLUMN shoe_size integer",
    "ALTER TABLE users DROP COLUMN shoe_size",
    /public\.users: column shoe_size is unknown/,
  ],
  [
    "ALTER TABLE archive.users ADD COLUMN note text",
    "ALTER TABLE archive.users DROP COLUMN note",
    /archive\.users: column note is unknown/,
  ],
  [
    "ALTER TABLE users ALTER COLUMN full_name TYPE varchar(120)",
    "ALTER TABLE users ALTER COLUMN full_name TYPE varchar(100)",
    /public\.users: column full_name is character varying\(120\)/,
  ],
  [
    "ALTER TABLE posts ALTER COLUMN content DROP NOT NULL",
    "ALTER TABLE posts ALTER COLUMN content SET NOT NULL",
    /public\.posts: column content is nullable/,
  ],
  [
    "ALTER INDEX idx_posts_author_created RENAME TO was_posts_author_created",
    "ALTER INDEX was_posts_author_created RENAME TO idx_posts_author_created",
    /index idx_posts_author_created is missing/,
  ],
  [
    "DROP INDEX log.posts_key; CREATE INDEX posts_key ON log.posts (event)",
    "DROP INDEX log.posts_key; CREATE INDEX posts_key ON log.posts (id)",
    /index posts_key is "/,
  ],
  [
    "ALTER TABLE comments DROP CONSTRAINT comments_post_id_posts_id_fk",
    "ALTER TABLE comments ADD CONSTRAINT comments_post_id_posts_id_fk FOREIGN KEY (post_id) REFERENCES posts(id) ON DELETE CASCADE",
    /constraint comments_post_id_posts_id_fk is missing/,
  ],
  [
    "CREATE TABLE stray (id int)",
    "DROP TABLE stray",
    /public\.stray: a table that the registry does not know/,
  ],
  [
    "CREATE TABLE posts_child () INHERITS (posts)",
    "DROP TABLE posts_child",
    /public\.posts_child: a child of public\.posts without the trigger audit_insert/,
  ],
  [
    "CREATE RULE quiet AS ON DELETE TO posts DO INSTEAD NOTHING",
    "DROP RULE quiet ON posts",
    /public\.posts: rule quiet can turn a write aside/,
  ],
  [
    "GRANT INSERT ON log.event TO bellamy_console",
    "REVOKE INSERT ON log.event FROM bellamy_console",
    /bellamy_console holds INSERT on log\.event/,
  ],
  [
    "GRANT SELECT (password_hash) ON archive.users TO bellamy_console",
    "REVOKE SELECT (password_hash) ON archive.users FROM bellamy_console",
    /bellamy_console holds SELECT on archive\.users\.password_hash/,
  ],
  [
    "GRANT DELETE ON archive.posts TO PUBLIC",
    "REVOKE DELETE ON archive.posts FROM PUBLIC",
    /PUBLIC holds DELETE on archive\.posts/,
  ],
  [
    "GRANT TRIGGER ON users TO bellamy_console",
    "REVOKE TRIGGER ON users FROM bellamy_console",
    /bellamy_console holds TRIGGER on public\.users/,
  ],
  [
    "REVOKE UPDATE ON posts FROM bellamy_console",
    "GRANT UPDATE ON posts TO bellamy_console",
    /bellamy_console lacks UPDATE on public\.posts/,
  ],
  [
    "GRANT EXECUTE ON FUNCTION log.users_delete() TO PUBLIC",
    "REVOKE EXECUTE ON FUNCTION log.users_delete() FROM PUBLIC",
    /PUBLIC may execute log\.users_delete\(\)/,
  ],
  [
    "GRANT bellamy_owner TO bellamy_console",
    "REVOKE bellamy_owner FROM bellamy_console",
    /bellamy_console is a member of bellamy_owner/,
  ],
  [
    "GRANT CREATE ON SCHEMA public TO bellamy_console",
    "REVOKE CREATE ON SCHEMA public FROM bellamy_console",
    /bellamy_console may create in schema public/,
  ],
];

it.each(mutations)("names it: %s", async (did, undo, says) => {
  await root.query(did);
  try {
    const differences = await checkDatabase(reader);
    expect(differences.join("\n")).toMatch(says);
  } finally {
    await root.query(undo);
  }
  expect(await checkDatabase(reader)).toEqual([]);
});

it("names a trigger function whose body was changed", async () => {
  const { rows } = await root.query<{ definition: string }>(
    "SELECT pg_get_functiondef('log.posts_update'::regproc) AS definition",
  );
  const definition = rows[0]?.definition ?? "";
  await root.query(definition.replace("RETURN NULL", "PERFORM 1; RETURN NULL"));
  expect(await checkDatabase(reader)).toEqual([
    "log.posts_update(): the body differs from the registry's",
  ]);
  await root.query(definition);
  expect(await checkDatabase(reader)).toEqual([]);
});

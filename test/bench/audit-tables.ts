import pg from "pg";

/**
 * The three sides, in one database: `posts` as the console has it; `bench.bare`, the same columns,
 * indexes and foreign key without audit; `bench.generic`, the same with a generic row-level trigger
 * that writes old and new as jsonb and keeps the same questions answerable by the same indexes
 * (by record, by transaction, by time, actor, table and request; deletions). What other tables hang on posts is dropped, as no other side has it.
 */
export const sides = { audited: "public.posts", bare: "bench.bare", generic: "bench.generic" };
export type Side = keyof typeof sides;

const inbound = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS sql
  FROM pg_constraint WHERE contype = 'f' AND confrelid = 'posts'::regclass`;

const setup = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.bare (LIKE posts INCLUDING ALL);
  CREATE TABLE bench.generic (LIKE posts INCLUDING ALL);
  ALTER TABLE bench.bare ADD FOREIGN KEY (author_id) REFERENCES users(id);
  ALTER TABLE bench.generic ADD FOREIGN KEY (author_id) REFERENCES users(id);
  CREATE TABLE bench.history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    table_name text NOT NULL, operation text NOT NULL, key text NOT NULL,
    old jsonb, new jsonb,
    actor_kind text, actor text, role text, request_id text, reason text);
  CREATE INDEX ON bench.history (table_name, key);
  CREATE INDEX ON bench.history (xid);
  CREATE INDEX ON bench.history USING brin (at, actor text_bloom_ops, table_name text_bloom_ops,
    request_id text_bloom_ops) WITH (pages_per_range = 64, autosummarize = true);
  CREATE INDEX ON bench.history (id) WHERE operation = 'DELETE';
  CREATE FUNCTION bench.record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  BEGIN
    IF before = after THEN RETURN NULL; END IF;
    INSERT INTO bench.history (table_name, operation, key, old, new, actor_kind, actor, role, request_id, reason)
    VALUES (TG_TABLE_NAME, TG_OP, coalesce(after, before) ->> TG_ARGV[0], before, after,
      current_setting('bellamy.actor_kind', true), current_setting('bellamy.actor', true),
      session_user, current_setting('bellamy.request_id', true),
      current_setting('bellamy.reason', true));
    RETURN NULL;
  END $$;
  CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON bench.generic
    FOR EACH ROW EXECUTE FUNCTION bench.record('id');
  GRANT USAGE ON SCHEMA bench TO bellamy_console;
  GRANT SELECT, INSERT, UPDATE, DELETE ON bench.bare, bench.generic TO bellamy_console;
  INSERT INTO users (id, email, username, full_name, password_hash)
  SELECT md5('user' || i)::uuid, 'person' || i || '@example.com', 'person' || i, 'Person ' || i, '!'
  FROM generate_series(1, 1000) i;`;

/** Text of 30 to 66 characters, as a short post has. */
export const content = (i: string): string =>
  `'Post ' || ${i} || ' ' || repeat('some words ', 2 + ((${i}) % 4)::int)`;

/** Rows to be changed and removed again are 'private', so that finding them costs next to nothing. */
export const insertRows = (
  table: string,
  count: number,
  tag: string,
  privacy: "public" | "private",
): string =>
  `INSERT INTO ${table} (id, author_id, content, privacy)
   SELECT md5('${tag}' || i)::uuid, md5('user' || (1 + i % 1000))::uuid, ${content("i")}, '${privacy}'
   FROM generate_series(1, ${count}) i`;

/** Makes the three sides with `rows` rows each. */
export async function makeSides(superUrl: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  const { rows: drops } = await client.query<{ sql: string }>(inbound);
  for (const { sql } of drops) await client.query(sql);
  await client.query("DROP TRIGGER follow_reactions ON posts");
  await client.query(setup);
  for (const table of Object.values(sides)) {
    await client.query(insertRows(table, rows, "base", "public"));
  }
  await client.query("VACUUM ANALYZE");
  await client.end();
}

/** Empties what the sides wrote as history, so that every round starts alike. */
export async function forget(root: pg.Client): Promise<void> {
  await root.query("TRUNCATE log.event, log.posts, archive.posts, bench.history");
}

import { randomUUID } from "node:crypto";
import pg from "pg";
import { openPool } from "../../server/stores/postgres/pool.ts";
import { write } from "../../server/stores/postgres/write.ts";
import { createDatabase, type TestDatabase } from "../setup/database.ts";

export interface Platform {
  readonly database: TestDatabase;
  readonly pool: pg.Pool;
  readonly root: pg.Client;
  /** Id of the staff account that acts. */
  readonly staff: string;
  user(name: string): Promise<string>;
  post(author: string, content?: string): Promise<string>;
  /** `count` comments of one author, each a reply to the one before when `chained`. */
  comments(post: string, author: string, count: number, chained?: boolean): Promise<string[]>;
  reaction(user: string, target: string, type: "post" | "comment" | "blog"): Promise<string>;
  /** One transaction of the staff member's; resolves to its cohort. */
  act(...statements: (string | [text: string, values: unknown[]])[]): Promise<string>;
  /** The first column of the first row, as the superuser. */
  one<Value = number>(text: string, values?: unknown[]): Promise<Value>;
  close(): Promise<void>;
}

/** A migrated database with a staff member, and shorthands to fill it. */
export async function openPlatform(): Promise<Platform> {
  const database = await createDatabase();
  const pool = openPool({ url: database.consoleUrl });
  const root = new pg.Client({ connectionString: database.superUrl });
  await root.connect();
  const staff = randomUUID();
  await root.query(
    "INSERT INTO staff.accounts (id, name, email, role) VALUES ($1, 'Cora', 'cora@example.test', 'compliance')",
    [staff],
  );
  const insert = async (text: string, values: unknown[]) => {
    const { rows } = await root.query<{ id: string }>(`INSERT INTO ${text} RETURNING id`, values);
    return rows.map(({ id }) => id);
  };
  const first = async (ids: Promise<string[]>) => (await ids)[0] ?? "";
  return {
    database,
    pool,
    root,
    staff,
    user: (name) =>
      first(
        insert(
          "users (username, email, full_name, password_hash) VALUES ($1::text, $1 || '@example.test', initcap($1), 'x')",
          [name],
        ),
      ),
    post: (author, content = "A post") =>
      first(insert("posts (author_id, content) VALUES ($1, $2)", [author, content])),
    async comments(post, author, count, chained = false) {
      const ids = Array.from({ length: count }, () => randomUUID());
      await root.query(
        `INSERT INTO comments (id, post_id, author_id, content, parent_comment_id)
         SELECT id, $2, $3, 'Comment ' || n, CASE WHEN $4 THEN lag(id) OVER (ORDER BY n) END
         FROM unnest($1::uuid[]) WITH ORDINALITY u(id, n)`,
        [ids, post, author, chained],
      );
      return ids;
    },
    reaction: (user, target, type) =>
      first(
        insert("reactions (user_id, target_id, target_type, type) VALUES ($1, $2, $3, 'like')", [
          user,
          target,
          type,
        ]),
      ),
    act: (...statements) =>
      write(
        pool,
        { actorKind: "staff", actor: staff, reason: "it was spam" },
        async ({ client, xid }) => {
          for (const statement of statements) {
            const [text, values] = typeof statement === "string" ? [statement, []] : statement;
            await client.query(text, values);
          }
          return `1:${await xid()}`;
        },
      ),
    async one<Value>(text: string, values: unknown[] = []) {
      const { rows } = await root.query({ text, values, rowMode: "array" });
      return (rows as Value[][])[0]?.[0] as Value;
    },
    async close() {
      await pool.end();
      await root.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

export const removal = (table: string, id: string): [string, unknown[]] => [
  `DELETE FROM ${table} WHERE id = $1`,
  [id],
];

import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type ServerAccess, template, urlFor } from "./test-server.ts";

export type TestDatabase = {
  name: string;
  /** As `bellamy_console`, the role that serves. */
  consoleUrl: string;
  /** As `bellamy_owner`, who migrates. */
  ownerUrl: string;
  /** As the superuser, for what no role of ours may do. */
  superUrl: string;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * A database of its own for a test file, migrated (a copy of the template, 30–60 ms) or empty.
 *
 * `await using db = await createDatabase()` in a test, or in beforeAll with the dispose in afterAll.
 */
export async function createDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const access: ServerAccess = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const from = migrated ? `TEMPLATE ${template} STRATEGY file_copy` : "TEMPLATE template0";
  await asSuperuser(access, async (client) => {
    await client.query(`CREATE DATABASE ${name} OWNER bellamy_owner ${from}`);
    // A copy has the tables' privileges but not the database's own.
    if (migrated) {
      await client.query(
        "UPDATE pg_database SET datacl = t.datacl FROM pg_database t WHERE pg_database.datname = $1 AND t.datname = $2",
        [name, template],
      );
    }
  });
  return {
    name,
    consoleUrl: urlFor(access, "console", name),
    ownerUrl: urlFor(access, "owner", name),
    superUrl: urlFor(access, "superuser", name),
    [Symbol.asyncDispose]: () =>
      asSuperuser(access, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

async function asSuperuser(
  access: ServerAccess,
  act: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(access, "superuser", "postgres") });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

/** Applies the migrations as the owner. Run as a process of its own: only it knows the owner's URL. */
import { pathToFileURL } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { databaseRoles } from "./audit/privileges.ts";
import { migrationsFolder } from "./migrations-folder.ts";

/** Held while migrating, so that two servers that start together do not migrate together. */
const migrationLock = 7_210_116;

export interface MigrateOptions {
  readonly ownerUrl: string;
  /** The application's URL: its user must be `bellamy_console`. */
  readonly consoleUrl: string;
  readonly log?: (line: string) => void;
}

/** Rejects with one plain sentence when the database cannot be migrated as it is. */
export async function migrate({ ownerUrl, consoleUrl, log }: MigrateOptions): Promise<void> {
  const role = decodeURIComponent(new URL(consoleUrl).username);
  if (role !== "bellamy_console") {
    throw new Error(
      `DATABASE_URL signs in as "${role}"; the application's role is called bellamy_console. Create it and name it there.`,
    );
  }
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "bellamy migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await prepare(client, decodeURIComponent(new URL(consoleUrl).password));
    const before = await appliedCount(client);
    await applyMigrations(drizzle(client), { migrationsFolder });
    log?.(`${(await appliedCount(client)) - before} migrations applied`);
  } finally {
    await client.end();
  }
}

async function appliedCount(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ there: string | null }>(
    "SELECT to_regclass('drizzle.__drizzle_migrations')::text AS there",
  );
  if (!rows[0]?.there) return 0;
  const count = await client.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations",
  );
  return count.rows[0]?.n ?? 0;
}

/** What migrations stand on: the roles, one extension, the job queue's schema. */
async function prepare(client: pg.Client, password: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    "SELECT rolname FROM pg_roles WHERE rolname = ANY($1)",
    [databaseRoles],
  );
  const present = new Set(rows.map((row) => row.rolname));
  for (const role of databaseRoles.filter((name) => !present.has(name))) {
    const login =
      role === "bellamy_console" ? `LOGIN PASSWORD ${client.escapeLiteral(password)}` : "NOLOGIN";
    try {
      await client.query(`CREATE ROLE ${role} ${login}`);
    } catch (error) {
      throw new Error(
        `The owner's role may not create the role ${role}. As a superuser run: CREATE ROLE ${role} ${role === "bellamy_console" ? "LOGIN PASSWORD '…'" : "NOLOGIN"};`,
        { cause: error },
      );
    }
  }
  await client.query("CREATE EXTENSION IF NOT EXISTS pg_trgm");
  const database = client.escapeIdentifier(client.database ?? "");
  // No temporary tables: a trigger function cannot be attached to what cannot be made.
  await client.query(`REVOKE TEMPORARY, CREATE ON DATABASE ${database} FROM PUBLIC`);
  for (const role of databaseRoles) {
    await client.query(`REVOKE TEMPORARY, CREATE ON DATABASE ${database} FROM ${role}`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`);
  }
  await client.query("CREATE SCHEMA IF NOT EXISTS jobs");
  await client.query("GRANT USAGE, CREATE ON SCHEMA jobs TO bellamy_console");
}

async function main(): Promise<void> {
  const ownerUrl = process.env["DATABASE_OWNER_URL"];
  const consoleUrl = process.env["DATABASE_URL"];
  if (!ownerUrl || !consoleUrl) {
    throw new Error(
      "Set DATABASE_OWNER_URL (the role that owns the tables) and DATABASE_URL (bellamy_console).",
    );
  }
  await migrate({ ownerUrl, consoleUrl, log: (line) => console.log(line) });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}

import pg from "pg";

export type RolePasswords = { owner: string; console: string };

/**
 * Makes the four database roles, where missing, and sets the passwords of the two that sign in.
 * None is a superuser; `bellamy_owner` owns the database and `bellamy_console` serves. The other
 * two cannot sign in: tables name them as writers.
 */
export async function ensureRoles(superUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    const found = await client.query<{ rolname: string }>(
      "SELECT rolname FROM pg_roles WHERE rolname LIKE 'bellamy\\_%'",
    );
    const existing = new Set(found.rows.map((row) => row.rolname));
    const wanted = {
      bellamy_owner: `LOGIN PASSWORD ${client.escapeLiteral(passwords.owner)}`,
      bellamy_console: `LOGIN PASSWORD ${client.escapeLiteral(passwords.console)}`,
      bellamy_platform: "NOLOGIN",
      bellamy_job: "NOLOGIN",
    };
    for (const [name, rights] of Object.entries(wanted)) {
      await client.query(`${existing.has(name) ? "ALTER" : "CREATE"} ROLE ${name} ${rights}`);
    }
  } finally {
    await client.end();
  }
}

/** Makes the database, owned by `bellamy_owner`, where missing. */
export async function ensureDatabase(superUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} OWNER bellamy_owner`);
    }
  } finally {
    await client.end();
  }
}

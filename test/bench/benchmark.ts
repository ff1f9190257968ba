import pg from "pg";
import { type ServerAccess, template, urlFor } from "../setup/test-server.ts";

/** Prints its figures; rejects when it could not measure. */
export type Benchmark = (access: ServerAccess, args: readonly string[]) => Promise<void>;

/** A migrated database of its own; its URLs by role. */
export async function benchDatabase(
  access: ServerAccess,
  name: string,
): Promise<Record<"superuser" | "owner" | "console", string>> {
  const client = new pg.Client({ connectionString: urlFor(access, "superuser", "postgres") });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} OWNER bellamy_owner TEMPLATE ${template}`);
  await client.end();
  return {
    superuser: urlFor(access, "superuser", name),
    owner: urlFor(access, "owner", name),
    console: urlFor(access, "console", name),
  };
}

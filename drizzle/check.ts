import { is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import type pg from "pg";
import { readCatalog } from "./check/catalog.ts";
import { checkPrivileges } from "./check/privileges.ts";
import { checkTables } from "./check/tables.ts";
import { checkTriggers } from "./check/triggers.ts";
import { registry } from "./registry.ts";
import { schemaObjects } from "./schema.ts";

/**
 * Proves registry and database equal, both ways, from the catalog alone: any role may run it.
 * Returns one sentence a difference; none: they are equal.
 */
export async function checkDatabase(client: pg.ClientBase): Promise<string[]> {
  await client.query("BEGIN READ ONLY");
  try {
    // Only names outside the search path are printed whole.
    await client.query("SET LOCAL search_path = ''");
    const catalog = await readCatalog(client);
    const tables = Object.values(schemaObjects()).filter((value) => is(value, PgTable));
    return [
      ...checkTables(catalog, tables),
      ...checkTriggers(catalog, registry),
      ...(await checkPrivileges(client, registry)),
    ];
  } finally {
    await client.query("ROLLBACK");
  }
}

import { pgSchema } from "drizzle-orm/pg-core";
import * as log from "./audit/event.ts";
import { registry } from "./registry.ts";
import * as sessions from "./staff/sessions.ts";

/** Everything that drizzle-kit compares: the registry's tables and twins, the log, staff sessions. */
export function schemaObjects(): Record<string, unknown> {
  const objects: Record<string, unknown> = { ...log, ...sessions };
  for (const schema of ["archive", "log", "staff"]) {
    objects[`schema_${schema}`] = pgSchema(schema);
  }
  for (const entity of registry) {
    objects[entity.name] = entity.live;
    objects[`archive_${entity.name}`] = entity.archive;
    objects[`log_${entity.name}`] = entity.log;
  }
  return objects;
}

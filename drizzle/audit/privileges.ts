import { archiveName, type Entity, liveName, logName } from "./entity.ts";

export type DatabaseRole = "bellamy_console" | "bellamy_platform" | "bellamy_job";
export const databaseRoles: readonly DatabaseRole[] = [
  "bellamy_console",
  "bellamy_platform",
  "bellamy_job",
];

/** What one role may do with one table; `columns` narrows SELECT to those. */
export interface Grant {
  readonly role: DatabaseRole;
  readonly table: string;
  readonly privileges: readonly ("SELECT" | "INSERT" | "UPDATE" | "DELETE")[];
  readonly columns?: readonly string[];
}

const twinColumns = ["deleted_id", "deleted_at", "deleted_by", "restored_id"];

/** Better Auth reads its own password hashes; every other secret column can be written, not read. */
const readsSecrets = (entity: Entity): boolean => entity.schema === "staff";

/** All rights that a serving role has on an entity's three tables. */
export function entityGrants(entity: Entity): Grant[] {
  const open = entity.columns.filter((column) => !column.secret).map((column) => column.name);
  const hasSecret = open.length < entity.columns.length;
  const roles = entity.schema === "staff" ? databaseRoles.slice(0, 1) : databaseRoles;
  const live = roles.flatMap((role): Grant[] => {
    const writes: Grant["privileges"] = ["INSERT", "UPDATE", "DELETE"];
    return hasSecret && !readsSecrets(entity)
      ? [
          { role, table: liveName(entity), privileges: writes },
          { role, table: liveName(entity), privileges: ["SELECT"], columns: open },
        ]
      : [{ role, table: liveName(entity), privileges: ["SELECT", ...writes] }];
  });
  return [
    ...live,
    {
      role: "bellamy_console",
      table: archiveName(entity),
      privileges: ["SELECT"],
      ...(hasSecret ? { columns: [...twinColumns, ...open] } : {}),
    },
    { role: "bellamy_console", table: logName(entity), privileges: ["SELECT"] },
  ];
}

const plainTables: readonly Grant[] = [
  ...["event", "restoration"].map(
    (table): Grant => ({
      role: "bellamy_console",
      table: `"log"."${table}"`,
      privileges: ["SELECT"],
    }),
  ),
  ...["sessions", "verifications", "rate_limits"].map(
    (table): Grant => ({
      role: "bellamy_console",
      table: `"staff"."${table}"`,
      privileges: ["SELECT", "INSERT", "UPDATE", "DELETE"],
    }),
  ),
];

export const allGrants = (registry: readonly Entity[]): Grant[] => [
  ...registry.flatMap(entityGrants),
  ...plainTables,
];

/** Where the tables lie that the registry answers for. */
export const ownSchemas = ["public", "staff", "log", "archive"] as const;

/** The grants as SQL that first takes everything away, so that running it again repairs drift. */
export function grantSql(registry: readonly Entity[]): string {
  const roles = databaseRoles.join(", ");
  const lines = ownSchemas.flatMap((schema) => [
    `REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC, ${roles};`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM PUBLIC, ${roles};`,
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${schema} FROM PUBLIC, ${roles};`,
  ]);
  lines.push(
    `GRANT USAGE ON SCHEMA public TO ${roles};`,
    "GRANT USAGE ON SCHEMA staff, log, archive TO bellamy_console;",
    "GRANT SELECT ON SEQUENCE log.event_sequence TO bellamy_console;",
  );
  for (const grant of allGrants(registry)) {
    const columns = grant.columns
      ? ` (${grant.columns.map((column) => `"${column}"`).join(", ")})`
      : "";
    const privileges = grant.privileges.map((privilege) => privilege + columns).join(", ");
    lines.push(`GRANT ${privileges} ON ${grant.table} TO ${grant.role};`);
  }
  return lines.join("\n");
}

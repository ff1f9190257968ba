import type pg from "pg";
import type { Entity } from "../audit/entity.ts";
import { allGrants, databaseRoles } from "../audit/privileges.ts";
import { restoreFunctionName } from "../audit/restore-function.ts";
import { checkedSchemas } from "./catalog.ts";

const plain = (name: string) => name.replaceAll('"', "");

/** Rights of the serving roles and of PUBLIC, of both kinds: on whole tables and on single columns. */
const tableRights = `
  SELECT coalesce(r.rolname, 'PUBLIC') AS role, x.privilege_type AS privilege,
    n.nspname || '.' || c.relname || coalesce('.' || a.attname, '') AS object, n.nspname AS schema
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ANY($1)
  CROSS JOIN LATERAL (
    SELECT c.relacl AS acl, NULL::name AS attname
    UNION ALL
    SELECT t.attacl, t.attname FROM pg_attribute t WHERE t.attrelid = c.oid AND NOT t.attisdropped
  ) a
  CROSS JOIN LATERAL aclexplode(a.acl) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND x.grantee <> c.relowner`;

const functionRights = `
  SELECT coalesce(r.rolname, 'PUBLIC') AS role, n.nspname || '.' || p.proname AS object
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = ANY($1)
  CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee
  WHERE x.grantee <> p.proowner AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`;

/** Powers that go round every grant. */
const powers = `
  SELECT r.rolname AS role, found.what
  FROM pg_roles r
  CROSS JOIN LATERAL (VALUES
    (r.rolsuper, 'is a superuser'),
    (r.rolcreaterole, 'may create roles'),
    (r.rolreplication, 'may replicate'),
    (r.rolbypassrls, 'bypasses row security'),
    (has_parameter_privilege(r.oid, 'session_replication_role', 'SET'),
      'may set session_replication_role'),
    (has_database_privilege(r.oid, current_database(), 'TEMPORARY'), 'may create temporary tables'),
    (has_database_privilege(r.oid, current_database(), 'CREATE'), 'may create schemas')
  ) found (holds, what)
  WHERE r.rolname = ANY($1) AND found.holds
  UNION ALL
  SELECT r.rolname, 'is a member of ' || m.rolname
  FROM pg_auth_members x JOIN pg_roles r ON r.oid = x.member JOIN pg_roles m ON m.oid = x.roleid
  WHERE r.rolname = ANY($1)
  UNION ALL
  SELECT r.rolname, 'may create in schema ' || n.nspname
  FROM pg_roles r CROSS JOIN pg_namespace n
  WHERE r.rolname = ANY($1) AND n.nspname <> 'jobs' AND n.nspname NOT LIKE 'pg_temp%'
    AND n.nspname NOT LIKE 'pg_toast_temp%' AND has_schema_privilege(r.oid, n.oid, 'CREATE')
  UNION ALL
  SELECT r.rolname, 'owns ' || n.nspname || '.' || c.relname
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner
  WHERE r.rolname = ANY($1) AND n.nspname IN ('public', 'staff', 'log', 'archive')
  ORDER BY 1, 2`;

export async function checkPrivileges(
  client: pg.ClientBase,
  registry: readonly Entity[],
): Promise<string[]> {
  const expected = expectedRights(registry);
  const missing = new Set(expected);
  const differences: string[] = [];
  const rights = await client.query<{
    role: string;
    privilege: string;
    object: string;
    schema: string;
  }>(tableRights, [checkedSchemas]);
  for (const { role, privilege, object, schema } of rights.rows) {
    const right = `${role} ${privilege} ${object}`;
    missing.delete(right);
    if (expected.has(right)) continue;
    const history = schema === "log" || schema === "archive";
    const serving = role === "PUBLIC" || (databaseRoles as readonly string[]).includes(role);
    // Another role may read, or write a live table: its writes are kept, and marked unattributed.
    if (serving || (history && privilege !== "SELECT")) {
      differences.push(`${role} holds ${privilege} on ${object}, which the registry does not give`);
    }
  }
  for (const right of missing) {
    const [role, privilege, object] = right.split(" ");
    differences.push(`${role} lacks ${privilege} on ${object}`);
  }
  const doors = new Set(registry.map((entity) => restoreFunctionName(entity)));
  const functions = await client.query<{ role: string; object: string }>(functionRights, [
    checkedSchemas,
  ]);
  for (const { role, object } of functions.rows) {
    if (role === "bellamy_console" && doors.has(object)) continue;
    differences.push(`${role} may execute ${object}()`);
  }
  const found = await client.query<{ role: string; what: string }>(powers, [databaseRoles]);
  return [...differences, ...found.rows.map(({ role, what }) => `${role} ${what}`)];
}

function expectedRights(registry: readonly Entity[]): Set<string> {
  const rights = new Set<string>(["bellamy_console SELECT log.event_sequence"]);
  for (const grant of allGrants(registry)) {
    for (const privilege of grant.privileges) {
      const objects = grant.columns?.map((column) => `${grant.table}.${column}`) ?? [grant.table];
      for (const object of objects) rights.add(`${grant.role} ${privilege} ${plain(object)}`);
    }
  }
  return rights;
}

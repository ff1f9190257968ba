import type pg from "pg";
import type { Entity } from "../audit/entity.ts";
import { allGrants, databaseRoles, ownSchemas } from "../audit/privileges.ts";
import { restoreArguments, restoreFunctionName } from "../audit/restore-function.ts";

const plain = (name: string) => name.replaceAll('"', "");

/** Rights of the serving roles and of PUBLIC, of both kinds: on whole tables and on single columns. */
const tableRights = `
  SELECT coalesce(r.rolname, 'PUBLIC') AS role, x.privilege_type AS privilege,
    n.nspname || '.' || c.relname || coalesce('.' || a.attname, '') AS object, n.nspname AS schema,
    x.is_grantable AS grantable
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
  SELECT coalesce(r.rolname, 'PUBLIC') AS role,
    format('%s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS object
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
    (r.rolcreatedb, 'may create databases'),
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
  UNION ALL
  SELECT r.rolname, 'runs with settings of its own: ' || array_to_string(s.setconfig, ', ')
  FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
  WHERE r.rolname = ANY($1) AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  UNION ALL
  SELECT r.rolname, 'may not use schema ' || n.nspname
  FROM pg_roles r JOIN pg_namespace n ON n.nspname IN ('public', 'staff', 'log', 'archive')
  WHERE r.rolname = 'bellamy_console' AND NOT has_schema_privilege(r.oid, n.oid, 'USAGE')
  ORDER BY 1, 2`;

/**
 * What in other schemas lends the owner's rights, and what in the cluster stands between a write
 * and its trace.
 */
const backDoors = `
  SELECT format('%s.%s(%s): runs with the rights of %s', n.nspname, p.proname,
    pg_get_function_identity_arguments(p.oid), pg_get_userbyid(p.proowner)) AS difference
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.prosecdef AND pg_get_userbyid(p.proowner) <> ALL($2) AND n.nspname <> ALL($1)
    AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('%s.%s: a view that writes with the rights of %s', n.nspname, c.relname,
    pg_get_userbyid(c.relowner))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'v' AND pg_get_userbyid(c.relowner) <> ALL($2)
    AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND EXISTS (SELECT FROM unnest($2::text[]) r WHERE has_table_privilege(r, c.oid, 'INSERT, UPDATE, DELETE'))
  UNION ALL
  SELECT format('event trigger %s runs at %s', e.evtname, e.evtevent) FROM pg_event_trigger e
  UNION ALL
  SELECT format('log.event_sequence: caches %s and %s', s.seqcache,
    CASE WHEN s.seqcycle THEN 'begins again at its end' ELSE 'does not cycle' END)
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'log' AND c.relname = 'event_sequence' AND (s.seqcache <> 1 OR s.seqcycle OR s.seqincrement <> 1)
  ORDER BY 1`;

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
    grantable: boolean;
  }>(tableRights, [ownSchemas]);
  for (const { role, privilege, object, schema, grantable } of rights.rows) {
    const right = `${role} ${privilege} ${object}`;
    missing.delete(right);
    if (expected.has(right)) {
      if (grantable) differences.push(`${role} may pass on ${privilege} on ${object}`);
      continue;
    }
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
  const doors = new Set(
    registry.map((entity) => `${restoreFunctionName(entity)}(${restoreArguments})`),
  );
  const functions = await client.query<{ role: string; object: string }>(functionRights, [
    ownSchemas,
  ]);
  for (const { role, object } of functions.rows) {
    if (role === "bellamy_console" && doors.has(object)) continue;
    differences.push(`${role} may execute ${object}`);
  }
  const found = await client.query<{ role: string; what: string }>(powers, [databaseRoles]);
  const doorsBehind = await client.query<{ difference: string }>(backDoors, [
    ownSchemas,
    databaseRoles,
  ]);
  return [
    ...differences,
    ...found.rows.map(({ role, what }) => `${role} ${what}`),
    ...doorsBehind.rows.map(({ difference }) => difference),
  ];
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

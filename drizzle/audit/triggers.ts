import {
  archiveName,
  type Entity,
  type EntityColumn,
  liveName,
  logName,
  type Writer,
} from "./entity.ts";
import { keyBefore } from "./twins.ts";

/** A function of the owner's in schema `log`, and the trigger that calls it. */
export interface AuditTrigger {
  readonly name: string;
  readonly functionName: string;
  readonly createFunction: string;
  readonly createTrigger: string;
}

/** Kinds of actor that a claim from each database role may name. */
const kindsByRole: Record<Writer, readonly string[]> = {
  console: ["staff", "job"],
  platform: ["platform"],
  job: ["job"],
};

export const roleOf = (writer: Writer): string => `bellamy_${writer}`;

/** Types whose `=` also holds for values that differ as stored; IS DISTINCT FROM would miss those. */
const looseEquality = /^(citext|numeric|real|double|json|float)/;

const changedTest = (column: EntityColumn): string =>
  looseEquality.test(column.sqlType)
    ? `ROW(o.${column.name}) OPERATOR(pg_catalog.*<>) ROW(n.${column.name})`
    : `o.${column.name} IS DISTINCT FROM n.${column.name}`;

function attributedTest(entity: Entity): string {
  const cases = entity.writers
    .map((writer) => {
      const kinds = kindsByRole[writer].map((kind) => `'${kind}'`).join(", ");
      return `WHEN '${roleOf(writer)}' THEN claim_kind IN (${kinds})`;
    })
    .join(" ");
  return `claim_actor IS NOT NULL AND CASE session_user ${cases} ELSE false END`;
}

const declareClaim = `
  claim_kind text := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');`;

function insertEvent(entity: Entity, operation: string): string {
  return `INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed)
  VALUES (audit_event, '${entity.name}', '${operation}', affected, claim_kind, claim_actor, session_user,
    nullif(current_setting('bellamy.request_id', true), ''),
    nullif(current_setting('bellamy.reason', true), ''),
    ${attributedTest(entity)});
  RETURN NULL;`;
}

function onInsert(entity: Entity): string {
  const into = entity.key.map((column) => column.name).join(", ");
  const from = entity.key.map((column) => `n.${column.name}`).join(", ");
  return `DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;${declareClaim}
BEGIN
  INSERT INTO ${logName(entity)} (event, ${into})
  SELECT audit_event, ${from} FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  ${insertEvent(entity, "insert")}
END`;
}

function onDelete(entity: Entity): string {
  const into = entity.columns.map((column) => column.name).join(", ");
  const from = entity.columns.map((column) => `o.${column.name}`).join(", ");
  return `DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;${declareClaim}
BEGIN
  INSERT INTO ${archiveName(entity)} (deleted_id, deleted_at, deleted_by, ${into})
  SELECT audit_event, now(), claim_actor, ${from} FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  ${insertEvent(entity, "delete")}
END`;
}

/**
 * One row takes a cheaper branch: no ordinals, no join. Many rows are paired by position, because
 * both transition tables are filled row by row and keys may have been permuted. FULL JOIN, since a
 * plan cached from small updates would nest loops for an inner join (design.md: 38 to 90 s).
 */
function onUpdate(entity: Entity): string {
  const tracked = entity.columns.filter((column) => column.tracked || column.key);
  const logged = tracked.filter((column) => !column.key && !column.secret);
  const anyChange = tracked.map(changedTest).join("\n      OR ");
  const names = tracked
    .map((column) => `CASE WHEN ${changedTest(column)} THEN '${column.name}' END`)
    .join(", ");
  const into = [
    ...entity.key.map((column) => column.name),
    "changed",
    ...entity.key.map(keyBefore),
    ...logged.map((column) => column.name),
  ].join(", ");
  const values = [
    ...entity.key.map((column) => `n.${column.name}`),
    `array_remove(ARRAY[${names}]::text[], NULL)`,
    ...[...entity.key, ...logged].map(
      (column) => `CASE WHEN ${changedTest(column)} THEN o.${column.name} END`,
    ),
  ].join(",\n      ");
  const insert = (from: string) => `INSERT INTO ${logName(entity)} (event, ${into})
    SELECT audit_event, ${values}
    FROM ${from}
    WHERE ${anyChange};`;
  const used = tracked.map((column) => column.name).join(", ");
  return `DECLARE
  audit_event bigint;
  affected bigint;${declareClaim}
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  audit_event := nextval('log.event_sequence');
  IF affected = 1 THEN
    ${insert("old_rows o CROSS JOIN new_rows n")}
  ELSE
    ${insert(`(SELECT ${used}, row_number() OVER () AS ordinal FROM old_rows) o
    FULL JOIN (SELECT ${used}, row_number() OVER () AS ordinal FROM new_rows) n USING (ordinal)`)}
  END IF;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  ${insertEvent(entity, "update")}
END`;
}

function define(
  entity: Entity,
  event: "insert" | "update" | "delete" | "truncate",
  body: string,
): AuditTrigger {
  const functionName = `log.${entity.name}_${event}`;
  const referencing = {
    insert: "REFERENCING NEW TABLE AS new_rows ",
    update: "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows ",
    delete: "REFERENCING OLD TABLE AS old_rows ",
    truncate: "",
  }[event];
  const timing = event === "truncate" ? "BEFORE" : "AFTER";
  // "audit_" sorts first, so the archive has the parent before a follower deletes its children.
  const name = `audit_${event}`;
  return {
    name,
    functionName,
    createFunction: `CREATE OR REPLACE FUNCTION ${functionName}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
${body}
$body$;
REVOKE ALL ON FUNCTION ${functionName}() FROM PUBLIC;`,
    createTrigger: `CREATE OR REPLACE TRIGGER ${name} ${timing} ${event.toUpperCase()} ON ${liveName(entity)}
${referencing}FOR EACH STATEMENT EXECUTE FUNCTION ${functionName}();
ALTER TABLE ${liveName(entity)} ENABLE ALWAYS TRIGGER ${name};`,
  };
}

/** All triggers of one entity. */
export function auditTriggers(entity: Entity): AuditTrigger[] {
  return [
    define(entity, "insert", onInsert(entity)),
    define(entity, "update", onUpdate(entity)),
    define(entity, "delete", onDelete(entity)),
    define(
      entity,
      "truncate",
      `BEGIN
  RAISE EXCEPTION 'TRUNCATE on ${entity.name} is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END`,
    ),
  ];
}

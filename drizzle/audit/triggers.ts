import {
  archiveName,
  type Entity,
  type EntityColumn,
  liveName,
  logName,
  quoted,
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

/**
 * Types whose `=` holds only for values that are stored alike. All others are compared by image:
 * IS DISTINCT FROM misses letter case in citext, scale in numeric, '1 day' and '24:00' in interval,
 * and does not exist for json, xml and point.
 */
const exactEquality =
  /^(uuid|boolean|smallint|integer|bigint|date|timestamp( with time zone)?|bytea|text|varchar(\(\d+\))?)$/;

/** The casts matter: ROW(a) op ROW(b) is read as a op b, and no type but record has `*<>`. */
const changedTest = (column: EntityColumn, before = "o", after = "n"): string =>
  exactEquality.test(column.sqlType)
    ? `${before}.${quoted(column)} IS DISTINCT FROM ${after}.${quoted(column)}`
    : `ROW(${before}.${quoted(column)})::record OPERATOR(pg_catalog.*<>) ROW(${after}.${quoted(column)})::record`;

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
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;`;

/** The claim is read into variables: plpgsql keeps those expressions prepared, an INSERT does not. */
function insertEvent(entity: Entity, operation: string): string {
  return `claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := ${attributedTest(entity)};
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, '${entity.name}', '${operation}', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, ${operation === "delete" ? "true" : "NOT claim_counts"});
  RETURN NULL;`;
}

function onInsert(entity: Entity): string {
  const into = entity.key.map(quoted).join(", ");
  const from = entity.key.map((column) => `n.${quoted(column)}`).join(", ");
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
  const into = entity.columns.map(quoted).join(", ");
  const from = entity.columns.map((column) => `o.${quoted(column)}`).join(", ");
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

/** The value that an update logs for a column is held in this variable when one row changed. */
const was = (column: EntityColumn): string => `"was ${column.name}"`;

/**
 * One row takes a branch of its own, in variables: preparing the large SELECT of the other branch
 * costs more than its run. Many rows are paired by position, because both transition tables are
 * filled row by row and keys may have been permuted. FULL JOIN, since a plan cached from small
 * updates would nest loops for an inner join (design.md: 38 to 90 s).
 */
function onUpdate(entity: Entity): string {
  const compared = entity.columns.filter((column) => column.tracked || column.key);
  const logged = compared.filter((column) => !column.secret);
  const values = [...entity.key, ...logged.filter((column) => !column.key)];
  const into = [
    ...entity.key.map(quoted),
    "changed",
    ...entity.key.map((column) => `"${keyBefore(column)}"`),
    ...logged.filter((column) => !column.key).map(quoted),
  ].join(", ");
  // A key of many columns is kept whole, so that a record is found by the key that it had.
  const keepsWith = (column: EntityColumn) =>
    column.key ? entity.key : column.secret ? [] : [column];
  const used = compared.map((column) => `r.${quoted(column)}`).join(", ");
  const names = compared
    .map((column) => `CASE WHEN ${changedTest(column, "a", "b")} THEN '${column.name}' END`)
    .join(",\n        ");
  // Names the types, so that a migration that changes one replaces the function too: a connection
  // that had compiled it would refuse every update of one row from then on.
  const types = compared.map((column) => `${column.name} ${column.sqlType}`).join(", ");
  return `-- ${types}
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;${declareClaim}
${values.map((column) => `  ${was(column)} ${logName(entity)}.${quoted(column)}%TYPE;`).join("\n")}
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
${compared
  .map((column) => {
    const keep = keepsWith(column).map((kept) => ` ${was(kept)} := o.${quoted(kept)};`);
    return `    IF ${changedTest(column)} THEN changed := array_append(changed, '${column.name}');${keep.join("")} END IF;`;
  })
  .join("\n")}
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO ${logName(entity)} (event, ${into})
    VALUES (audit_event, ${[
      ...entity.key.map((column) => `n.${quoted(column)}`),
      "changed",
      ...values.map(was),
    ].join(", ")});
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO ${logName(entity)} (event, ${into})
    SELECT audit_event, ${[
      ...entity.key.map((column) => `b.${quoted(column)}`),
      `array_remove(ARRAY[${names}]::text[], NULL)`,
      ...values.map(
        (column) =>
          `CASE WHEN ${keepsWith(column)
            .map((cause) => changedTest(cause, "a", "b"))
            .join(" OR ")} THEN a.${quoted(column)} END`,
      ),
    ].join(",\n      ")}
    FROM (SELECT ${used}, row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT ${used}, row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE ${compared.map((column) => changedTest(column, "a", "b")).join("\n      OR ")};
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  ${insertEvent(entity, "update")}
END`;
}

/**
 * A trigger of ours on an entity's live table: once a statement, whoever writes and in whatever
 * replication role, with the owner's rights and a search path that nobody can bend.
 */
export function statementTrigger(
  entity: Entity,
  trigger: {
    readonly name: string;
    readonly functionName: string;
    readonly when: string;
    /** The transition tables, with a blank behind. */
    readonly referencing: string;
    /** Settings of the function beside its search path, with a blank before. */
    readonly settings?: string;
    readonly body: string;
  },
): AuditTrigger {
  const { name, functionName, when, referencing, settings = "", body } = trigger;
  return {
    name,
    functionName,
    createFunction: `CREATE OR REPLACE FUNCTION ${functionName}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp${settings} AS $body$
${body}
$body$;
REVOKE ALL ON FUNCTION ${functionName}() FROM PUBLIC;`,
    createTrigger: `CREATE OR REPLACE TRIGGER ${name} ${when} ON ${liveName(entity)}
${referencing}FOR EACH STATEMENT EXECUTE FUNCTION ${functionName}();
ALTER TABLE ${liveName(entity)} ENABLE ALWAYS TRIGGER ${name};`,
  };
}

function define(
  entity: Entity,
  event: "insert" | "update" | "delete" | "truncate",
  body: string,
): AuditTrigger {
  const referencing = {
    insert: "REFERENCING NEW TABLE AS new_rows ",
    update: "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows ",
    delete: "REFERENCING OLD TABLE AS old_rows ",
    truncate: "",
  }[event];
  return statementTrigger(entity, {
    // "audit_" sorts first, so the archive has the parent before a follower deletes its children.
    name: `audit_${event}`,
    functionName: `log.${entity.name}_${event}`,
    when: `${event === "truncate" ? "BEFORE" : "AFTER"} ${event.toUpperCase()}`,
    referencing,
    body: `#variable_conflict use_variable\n${body}`,
  });
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

import { archiveName, type Entity, liveName, quoted } from "./entity.ts";

/** As pg_get_function_identity_arguments prints them, too. */
export const restoreArguments = "chosen jsonb, OUT restore_event bigint, OUT restored bigint";

export const restoreFunctionName = (entity: Entity): string => `archive.restore_${entity.name}`;

/**
 * The one door from an archive twin back to its live table; the application role may call it and
 * nothing else. `chosen` is a JSON array of `{ deleted_id, …key }`. The insert is audited like any
 * other; its event is linked to the deletion's. Rows that were restored before are passed over, so
 * that a repeated call does nothing twice. Returns the insert's event (null when no row came back)
 * and the number of rows.
 */
export function restoreFunction(entity: Entity): string {
  const name = restoreFunctionName(entity);
  const into = entity.columns.map(quoted).join(", ");
  const from = entity.columns
    .map((column) =>
      column.notNull && column.defaultSql && !column.key
        ? `coalesce(a.${quoted(column)}, ${column.defaultSql})`
        : `a.${quoted(column)}`,
    )
    .join(", ");
  const match = ["deleted_id", ...entity.key.map(quoted)]
    .map((column) => `a.${column} = c.${column}`)
    .join(" AND ");
  const key = entity.key.map((column) => `k.${quoted(column)}`).join(", ");
  // Typed by the twin: the fixed search path does not know an extension's types. Distinct, so that
  // a row that was named twice is not inserted twice.
  const chosen = `(SELECT DISTINCT k.deleted_id, ${key}
    FROM jsonb_populate_recordset(NULL::${archiveName(entity)}, chosen) k) c`;
  return `CREATE OR REPLACE FUNCTION ${name}(${restoreArguments})
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM ${archiveName(entity)} a JOIN ${chosen} ON ${match} FOR UPDATE OF a;
  INSERT INTO ${liveName(entity)} (${into}) OVERRIDING SYSTEM VALUE
  SELECT ${from} FROM ${archiveName(entity)} a JOIN ${chosen} ON ${match}
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = '${entity.name}' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM ${archiveName(entity)} a JOIN ${chosen} ON ${match}
  WHERE a.restored_id IS NULL;
  UPDATE ${archiveName(entity)} a SET restored_id = restore_event
  FROM ${chosen} WHERE ${match} AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = '${entity.schema}',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION ${name}(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${name}(jsonb) TO bellamy_console;`;
}

const twin = String.raw`"(?:archive|log)"\."[^"]+"`;
const dropColumn = new RegExp(`^ALTER TABLE (${twin}) DROP COLUMN ("[^"]+");?$`);
const dropTable = new RegExp(`^DROP TABLE (${twin})(?: CASCADE)?;?$`);
const addColumn = new RegExp(`^ALTER TABLE ${twin} ADD COLUMN `);

/** The comment on a twin's column or table whose live one is gone; db:check accepts it. */
export const retired = "retired";

/**
 * History outlives the columns and tables it is about: what would drop a part of a twin marks it as
 * retired instead, and a column that comes back finds its old place. A renamed column is renamed in
 * the twins too, so that rows archived before can still be restored.
 */
export function keepTwins(statements: readonly string[]): string[] {
  return statements.map((raw) => {
    const statement = raw.trim();
    const column = dropColumn.exec(statement);
    if (column) return `COMMENT ON COLUMN ${column[1]}.${column[2]} IS '${retired}';`;
    const table = dropTable.exec(statement);
    if (table) return `COMMENT ON TABLE ${table[1]} IS '${retired}';`;
    return addColumn.test(statement)
      ? statement.replace("ADD COLUMN ", "ADD COLUMN IF NOT EXISTS ")
      : statement;
  });
}

const twinTable = /^ALTER TABLE "(archive|log)"\./;

/**
 * History outlives the columns and tables it is about: a statement that would drop or rename part
 * of a twin is left out, and one that adds a column tolerates one that was retired before.
 */
export function keepTwins(statements: readonly string[]): string[] {
  return statements
    .filter((statement) => !/^DROP TABLE "(archive|log)"\./.test(statement.trim()))
    .filter(
      (statement) =>
        !(twinTable.test(statement.trim()) && /\b(DROP COLUMN|RENAME COLUMN)\b/.test(statement)),
    )
    .map((statement) =>
      twinTable.test(statement.trim())
        ? statement.replace("ADD COLUMN ", "ADD COLUMN IF NOT EXISTS ")
        : statement,
    );
}

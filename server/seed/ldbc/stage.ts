import type pg from "pg";
import { copyField, copyRows } from "../copy-rows.ts";
import type { Progress } from "../progress.ts";
import { findParts, readRows } from "./data-set.ts";
import type { Staged, StagedFile } from "./tables/table.ts";

/**
 * Copies a table of the data set into a staging table, each row with the part and the line it comes
 * from. The staging table is of this transaction: a load that fails or is killed leaves none.
 */
export async function stageFile(
  client: pg.ClientBase,
  folder: string,
  file: StagedFile,
  progress: Progress,
): Promise<Staged> {
  const parts = await findParts(folder, file);
  const columns = Object.entries(file.columns).map(([name, type]) => `${name} ${type}`);
  await client.query(
    `CREATE UNLOGGED TABLE ${file.table} (part int, line bigint, ${columns.join(", ")})`,
  );
  const names = ["part", "line", ...Object.keys(file.columns)].join(", ");
  let rows = 0;
  for (const [index, part] of parts.entries()) {
    progress.say(`reading ${part.file}`);
    const lines = readRows(
      part,
      file,
      ({ fields, line }) => `${index}\t${line}\t${file.stage(fields).map(copyField).join("\t")}\n`,
      (bytes) => progress.advance(bytes),
    );
    rows += await copyRows(client, `${file.table} (${names})`, counted(lines, progress));
  }
  // The planner knows nothing of a table that is younger than this transaction.
  await client.query(`ANALYZE ${file.table}`);
  return { parts, rows };
}

async function* counted(
  pieces: AsyncIterable<{ rows: number; text: string }>,
  progress: Progress,
): AsyncGenerator<string> {
  for await (const { rows, text } of pieces) {
    progress.rows(rows);
    yield text;
  }
}

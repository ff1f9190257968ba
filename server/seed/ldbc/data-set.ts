import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { StartupError } from "../../startup-error.ts";
import { BrokenField, BrokenLine, quote } from "./broken-line.ts";
import { Fields } from "./fields.ts";
import { readLines } from "./read-lines.ts";

/** One table of the data set; the generator may cut it into several files. */
export interface LdbcFile {
  /** Folder and name without the numbers: `dynamic/person`. */
  readonly name: string;
  readonly header: readonly string[];
}

/** A file on the disk that holds a part of a table. */
export interface Part {
  readonly path: string;
  /** As messages name it: `dynamic/person_0_0.csv`. */
  readonly file: string;
  readonly bytes: number;
}

/** The parts of a table in a fixed order; throws when there are none, unless it may be absent. */
export async function findParts(
  folder: string,
  { name }: LdbcFile,
  mayBeAbsent = false,
): Promise<Part[]> {
  const [subfolder = "", base = ""] = name.split("/");
  const names = await readdir(join(folder, subfolder)).catch(() => [] as string[]);
  const pattern = new RegExp(`^${base}_\\d+_\\d+\\.csv$`);
  const found = names.filter((one) => pattern.test(one));
  found.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  if (found.length === 0 && !mayBeAbsent) {
    throw new StartupError(
      `${join(folder, name)}_0_0.csv is not there. Name the folder that holds "dynamic" and "static" of an LDBC SNB data set.`,
    );
  }
  return Promise.all(
    found.map(async (one) => {
      const path = join(folder, subfolder, one);
      return { path, file: `${subfolder}/${one}`, bytes: (await stat(path)).size };
    }),
  );
}

/** The fields of the line numbered `line`; the same object each time, with new values. */
export interface Row {
  readonly fields: Fields;
  readonly line: number;
}

/**
 * Reads one part and turns each line but the header into text by `row`. Yields what `row` gave for
 * as many lines as were read at once. Whatever is wrong is thrown as a BrokenLine.
 */
export async function* readRows(
  { path, file }: Part,
  { header }: LdbcFile,
  row: (row: Row) => string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<{ rows: number; text: string }> {
  const fields = new Fields();
  let checked = false;
  for await (const { first, lines } of readLines(path, file, onBytes)) {
    let text = "";
    if (!checked) checkHeader(file, (lines[0] ?? "").replace(/^\uFEFF/, ""), header);
    for (let index = checked ? 0 : 1; index < lines.length; index++) {
      const line = first + index;
      fields.values = (lines[index] ?? "").split("|");
      if (fields.values.length !== header.length) {
        throw new BrokenLine(
          { file, line, column: shortColumn(fields, header) },
          counts(fields, header),
        );
      }
      try {
        text += row({ fields, line });
      } catch (error) {
        if (!(error instanceof BrokenField)) throw error;
        const column = error.index + 1;
        throw new BrokenLine(
          { file, line, column, columnName: header[error.index] },
          error.message,
        );
      }
    }
    yield { rows: checked ? lines.length : lines.length - 1, text };
    checked = true;
  }
  if (!checked) throw new BrokenLine({ file, line: 1 }, `is empty; expected ${header.join("|")}`);
}

/** The first column that is missing, or the first that is too many. */
const shortColumn = ({ values }: Fields, header: readonly string[]) =>
  Math.min(values.length, header.length) + 1;

const counts = ({ values }: Fields, header: readonly string[]) =>
  `has ${values.length} ${values.length === 1 ? "field" : "fields"}; expected ${header.length} (${header.join("|")})`;

function checkHeader(file: string, line: string, header: readonly string[]): void {
  const names = line.split("|");
  const column = header.findIndex((name, index) => name !== names[index]);
  if (column < 0 && names.length === header.length) return;
  const at = column < 0 ? header.length : column;
  throw new BrokenLine(
    { file, line: 1, column: at + 1, columnName: header[at] },
    `the header says ${quote(line)}; expected ${header.join("|")}`,
  );
}

/** What one field holds, for a message about a line that was found broken after it was read. */
export async function readField(part: Part, line: number, index: number): Promise<string> {
  for await (const { first, lines } of readLines(part.path, part.file, () => {})) {
    if (line < first + lines.length) return (lines[line - first] ?? "").split("|")[index] ?? "";
  }
  return "";
}

import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { BrokenLine } from "./broken-line.ts";

/** No line of the data set comes near it; a file without newlines must not fill the memory. */
const longestLine = 4 * 1024 * 1024;
const newline = 0x0a;

export interface Lines {
  /** Number of the first of them in the file, from 1. */
  readonly first: number;
  readonly lines: readonly string[];
}

/**
 * The lines of a file in order, as many at once as a read gives. Throws a BrokenLine at bytes that
 * are not UTF-8, at a NUL and at a line without end; `onBytes` hears how much was read.
 */
export async function* readLines(
  path: string,
  file: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Lines> {
  let first = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = chunk as Buffer;
    onBytes(bytes.length);
    const end = bytes.lastIndexOf(newline);
    if (end < 0) {
      rest = Buffer.concat([rest, bytes]);
      if (rest.length > longestLine) throw new BrokenLine({ file, line: first }, tooLong);
      continue;
    }
    const lines = decode(Buffer.concat([rest, bytes.subarray(0, end)]), file, first);
    yield { first, lines };
    first += lines.length;
    rest = bytes.subarray(end + 1);
  }
  if (rest.length > 0) yield { first, lines: decode(rest, file, first) };
}

const tooLong = `the line is longer than ${longestLine / 1024 / 1024} MB`;

function decode(bytes: Buffer, file: string, first: number): string[] {
  if (!isUtf8(bytes) || bytes.includes(0)) throw firstBroken(bytes, file, first);
  const lines = bytes.toString().split("\n");
  if (bytes.includes("\r\n") || lines.at(-1)?.endsWith("\r")) {
    return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  }
  return lines;
}

function firstBroken(bytes: Buffer, file: string, first: number): BrokenLine {
  const lines = bytes.toString("latin1").split("\n");
  const isBroken = (part: string) => part.includes("\0") || !isUtf8(Buffer.from(part, "latin1"));
  const index = lines.findIndex(isBroken);
  const fields = lines[index]?.split("|") ?? [];
  const field = fields.findIndex(isBroken);
  return new BrokenLine(
    { file, line: first + index, column: field + 1 },
    fields[field]?.includes("\0")
      ? "holds a NUL byte, which PostgreSQL does not store"
      : "is not valid UTF-8",
  );
}

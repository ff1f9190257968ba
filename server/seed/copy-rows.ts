import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** Rows travel in pieces of about this many characters: one a row would be all overhead. */
const pieceSize = 64 * 1024;

/** What COPY's text format reads back as the same text; null is NULL. */
export function copyField(value: string | null): string {
  if (value === null) return "\\N";
  return /[\\\t\n\r]/.test(value) ? value.replaceAll(/[\\\t\n\r]/g, escape) : value;
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escape = (character: string) => escapes[character] ?? character;

/**
 * Streams lines in COPY's text format (with their newline) into a table, as fast as PostgreSQL
 * takes them and no faster. An error that `lines` throws ends the COPY and is rethrown.
 *
 * Returns the number of rows.
 */
export async function copyRows(
  client: pg.ClientBase,
  target: string,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<number> {
  const copy = client.query(copyFrom(`COPY ${target} FROM STDIN`));
  await pipeline(Readable.from(pieces(lines), { objectMode: true, highWaterMark: 2 }), copy);
  return copy.rowCount;
}

async function* pieces(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = "";
  for await (const line of lines) {
    piece += line;
    if (piece.length < pieceSize) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  if (piece) yield Buffer.from(piece);
}

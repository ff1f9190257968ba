import { copyField } from "../copy-rows.ts";
import type { Slice } from "./scale.ts";

/** Columns to copy into, and the rows that a slice brings. */
export interface Table {
  readonly target: string;
  lines(slice: Slice): Iterable<string>;
}

/** A row in COPY's text format; a number is a time in milliseconds. */
export function line(values: readonly (string | number | null)[]): string {
  const fields = values.map((value) =>
    typeof value === "number" ? new Date(value).toISOString() : copyField(value),
  );
  return `${fields.join("\t")}\n`;
}

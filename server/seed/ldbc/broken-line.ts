import { StartupError } from "../../startup-error.ts";

/** Where a data set is broken. Lines and columns count from 1; line 1 is the header. */
export interface Place {
  /** As the folder names it: `dynamic/post_0_0.csv`. */
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly columnName?: string | undefined;
}

/** Its message is one plain line: file, line, column, and what was expected there. */
export class BrokenLine extends StartupError {
  readonly place: Place;
  constructor(place: Place, problem: string) {
    const name = place.columnName ? ` (${place.columnName})` : "";
    const column = place.column ? `, column ${place.column}${name}` : "";
    super(`${place.file}, line ${place.line}${column}: ${problem}`);
    this.place = place;
  }
}

/** What a field's reader throws; the file and the line are added by whoever knows them. */
export class BrokenField extends Error {
  /** From 0, as an index of the line's fields. */
  readonly index: number;
  constructor(index: number, problem: string) {
    super(problem);
    this.index = index;
  }
}

/** A value from the data in a message: short, and with nothing in it that moves a terminal. */
export function quote(value: string): string {
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return JSON.stringify(short);
}

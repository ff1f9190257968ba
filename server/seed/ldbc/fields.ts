import { BrokenField, quote } from "./broken-line.ts";

const idPattern = /^(?:0|[1-9]\d{0,18})$/;
const largestId = "9223372036854775807";
const timePattern =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)$/;

/** The fields of the line that is being read: one object a file, since there are millions of lines. */
export class Fields {
  values: readonly string[] = [];

  get(index: number): string {
    return this.values[index] ?? "";
  }

  /** A 64-bit id, written in the one way that gives one derived id. */
  id(index: number): string {
    const value = this.get(index);
    const fits = value.length < largestId.length || value <= largestId;
    if (!idPattern.test(value) || !fits) {
      throw new BrokenField(index, `${quote(value)} is no id; expected a whole number of 64 bits`);
    }
    return value;
  }

  optionalId(index: number): string | null {
    return this.get(index) === "" ? null : this.id(index);
  }

  /** A time with its zone, as PostgreSQL reads it. */
  time(index: number): string {
    const value = this.get(index);
    const match = timePattern.exec(value);
    if (!match || !isDay(Number(match[1]), Number(match[2]), Number(match[3]))) {
      throw new BrokenField(
        index,
        `${quote(value)} is no time; expected one like 2010-06-27T23:36:57.962+0000`,
      );
    }
    return value;
  }

  text(index: number): string {
    return this.get(index);
  }

  /** Text that a column of the database limits. */
  shortText(index: number, longest: number): string {
    const value = this.get(index);
    if (value.trim() === "") throw new BrokenField(index, "is empty; expected a text");
    if (value.length > longest && [...value].length > longest) {
      throw new BrokenField(index, `${quote(value)} is longer than ${longest} characters`);
    }
    return value;
  }

  email(index: number): string {
    const value = this.shortText(index, 255);
    if (!/^[^\s@]+@[^\s@]+$/.test(value)) {
      throw new BrokenField(index, `${quote(value)} is no e-mail address`);
    }
    return value;
  }
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1;
}

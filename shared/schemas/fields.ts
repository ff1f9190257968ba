import { z } from "zod";

/**
 * Text as PostgreSQL can store it: it has no NUL byte, and half of a surrogate pair is no
 * character. Both are refused here, in words, and not by the database.
 */
export const text = (max: number, min = 0) =>
  z
    .string("expected text")
    .max(max, `expected at most ${max} characters`)
    .min(min, min === 1 ? "expected some text" : `expected at least ${min} characters`)
    .refine((value) => !value.includes("\0"), "expected text without a NUL byte (U+0000)")
    .refine(
      (value) => value.isWellFormed(),
      "expected whole characters: this text has half of a surrogate pair",
    );

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Any uuid, whatever its version: the platform's own were not all made by us. */
export const id = z
  .string("expected a uuid")
  .regex(uuidPattern, "expected a uuid, like 0190f3a1-7c2e-4d11-9c55-0a1b2c3d4e5f")
  .transform((value) => value.toLowerCase());

const timePattern =
  /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)?)?$/;

/** A moment as ISO text, which stays text: a Date would lose the microseconds. */
export const time = z
  .string("expected a time")
  .refine(
    (value) => timePattern.test(value) && !Number.isNaN(Date.parse(value)) && isRealDay(value),
    "expected a time, like 2026-03-01 or 2026-03-01T12:00:00.123456Z",
  );

/** Date.parse takes 30 February for 2 March; PostgreSQL refuses it. */
function isRealDay(value: string): boolean {
  const [year, month, day] = value.slice(0, 10).split("-").map(Number);
  if (!year || !month || !day) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** Opaque: what an earlier page gave as `nextCursor`. */
export const cursor = text(2000, 1);

export const limit = (max = 200) =>
  z
    .number("expected a number")
    .int("expected a whole number")
    .min(1, `expected a page size of 1 to ${max}`)
    .max(max, `expected a page size of 1 to ${max}`);

/** The name of an entity in the registry; whether there is one, the server says. */
export const entityName = text(63, 1).regex(
  /^[a-z_]+$/,
  "expected the name of an entity, like posts",
);

/** A record's key as text: its uuid, or the parts of a composite key joined by "~". */
export const key = text(400, 1);

/** `generation:xid`: everything that one transaction did. */
export const transaction = z
  .string("expected a transaction")
  .regex(/^[1-9]\d{0,8}:[1-9]\d{0,18}$/, "expected a transaction, like 1:7482");

export const sequence = z
  .number("expected an event's number")
  .int("expected an event's number")
  .min(1, "expected an event's number, 1 or more")
  .max(Number.MAX_SAFE_INTEGER, "expected an event's number");

export const reason = text(500).refine(
  (value) => value.trim().length >= 3,
  "expected a reason of 3 to 500 characters",
);

export const direction = z.enum(["asc", "desc"], "expected asc or desc");

export const sort = <const By extends readonly [string, ...string[]]>(by: By) =>
  z.object({ by: z.enum(by, `expected one of ${by.join(", ")}`), direction });

/** Shared by every list: the page before, and how many rows. */
export const paging = { cursor: cursor.optional(), limit: limit().default(50) };

export const exact = z.boolean("expected true or false").default(false);

export const role = text(20);

export interface Page<Row> {
  readonly rows: Row[];
  /** Null: this was the last page. */
  readonly nextCursor: string | null;
}

export interface Count {
  readonly count: number;
  /** False: an estimate of the planner's. */
  readonly exact: boolean;
}

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
}

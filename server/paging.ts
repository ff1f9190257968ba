import { createHash } from "node:crypto";
import { z } from "zod";
import type { Page } from "../shared/schemas/fields.ts";
import { badInput } from "./errors.ts";
import type { Parameters } from "./services/record-sql.ts";

/** PostgreSQL's types that a list is sorted by, and how a value of each is written in a cursor. */
const shapes = {
  timestamptz: /^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  bigint: /^-?\d{1,18}$/,
  text: /^[^\0]*$/u,
} as const;

export interface OrderColumn {
  /** SQL of the column. */
  readonly sql: string;
  readonly type: keyof typeof shapes;
  readonly nullable?: boolean;
}

export interface Order<Row> {
  /** Name of the list and of its order: a cursor of another one is refused. */
  readonly list: string;
  /** All in one direction, the last one (or all together) unique. Only the first may be null. */
  readonly columns: readonly OrderColumn[];
  readonly direction: "asc" | "desc";
  /** The row's values of `columns`, as the pool gives them: times as text with microseconds. */
  readonly values: (row: Row) => readonly (string | number | null)[];
}

export interface PageInput {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Keyset<Row> {
  /** Condition on what follows the cursor; undefined on a first page. */
  readonly where: string | undefined;
  /** `ORDER BY …` */
  readonly order: string;
  /** The order and `LIMIT …`, one row more than the page. */
  readonly tail: string;
  page(rows: readonly Row[]): Page<Row>;
}

/**
 * Keyset paging, for every list. The cursor holds the last row's sort values, so a page costs the
 * same at any depth, and rows that come or go meanwhile neither repeat nor hide others. NULLs sort
 * as PostgreSQL's indexes do: last going up, first going down.
 *
 * `filters`: everything else that the list depends on; a cursor of other filters is refused.
 */
export function keyset<Row>(
  order: Order<Row>,
  filters: Readonly<Record<string, unknown>>,
  { cursor, limit }: PageInput,
  parameters: Parameters,
): Keyset<Row> {
  const mark = fingerprint(order, filters);
  const after = cursor === undefined ? undefined : decode(cursor, mark, order.columns);
  const direction = order.direction.toUpperCase();
  const orderBy = `ORDER BY ${order.columns.map(({ sql }) => `${sql} ${direction}`).join(", ")}`;
  return {
    order: orderBy,
    where: after && follows(order, after, parameters),
    tail: `${orderBy} LIMIT ${limit + 1}`,
    page(rows) {
      const kept = rows.slice(0, limit);
      const last = kept.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { rows: kept, nextCursor: more ? encode(mark, order.values(last)) : null };
    },
  };
}

type Values = readonly (string | null)[];

/** A row comparison, which an index answers, and around it what NULLs need. */
function follows<Row>(order: Order<Row>, after: Values, parameters: Parameters): string {
  const operator = order.direction === "asc" ? ">" : "<";
  const compare = (columns: readonly OrderColumn[], values: Values) =>
    `(${columns.map(({ sql }) => sql).join(", ")}) ${operator} (${columns
      .map(({ type }, index) => `${parameters.add(values[index])}::${type}`)
      .join(", ")})`;
  const [first, ...rest] = order.columns;
  if (!first?.nullable) return compare(order.columns, after);
  if (after[0] === null) {
    const tied = `(${first.sql} IS NULL AND ${compare(rest, after.slice(1))})`;
    return order.direction === "asc" ? tied : `(${tied} OR ${first.sql} IS NOT NULL)`;
  }
  const beyond = compare(order.columns, after);
  return order.direction === "asc" ? `(${beyond} OR ${first.sql} IS NULL)` : beyond;
}

function fingerprint<Row>(order: Order<Row>, filters: Readonly<Record<string, unknown>>): string {
  const set = Object.entries(filters).filter(([, value]) => value !== undefined);
  const parts = [order.list, order.direction, set.sort(([a], [b]) => (a < b ? -1 : 1))];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 12);
}

const encode = (mark: string, values: readonly (string | number | null)[]): string => {
  const texts = values.map((value) => (value === null ? null : String(value)));
  return Buffer.from(JSON.stringify([mark, ...texts])).toString("base64url");
};

const cursorSchema = z.tuple([z.string()], z.string().nullable());

function decode(cursor: string, mark: string, columns: readonly OrderColumn[]): Values {
  const decoded = cursorSchema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!decoded.success) {
    throw badInput("cursor", "expected a cursor that an earlier page of this list gave");
  }
  const [from, ...values] = decoded.data;
  if (from !== mark) {
    throw badInput("cursor", "expected a cursor of this list with these filters and this order");
  }
  const fits = columns.every(({ type, nullable }, index) => {
    const value = values[index];
    return value === null ? nullable : value !== undefined && shapes[type].test(value);
  });
  if (!fits || values.length !== columns.length) {
    throw badInput("cursor", "expected a cursor that an earlier page of this list gave");
  }
  return values;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

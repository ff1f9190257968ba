import pg from "pg";

const { INT8, TIMESTAMPTZ, TIMESTAMP } = pg.types.builtins;

/** int8 is a number where that is exact, else text; sequences and counts are far below 2^53. */
const parseInt8 = (text: string): number | string => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
};

/** Timestamps stay text, as ISO 8601 in UTC: a Date would lose the microseconds and break cursors. */
const parseTime = (text: string): string => text.replace(" ", "T").replace(/\+00$/, "Z");

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === INT8) return parseInt8;
    if (oid === TIMESTAMPTZ || oid === TIMESTAMP) return parseTime;
    return pg.types.getTypeParser(oid, format ?? "text");
  },
};

export interface PoolOptions {
  readonly url: string;
  /** Milliseconds a query may take unless its transaction says otherwise. */
  readonly statementTimeout?: number;
  readonly max?: number;
  readonly name?: string;
}

/** A pool of the application's role, in pipeline mode. Timestamps arrive as ISO text in UTC. */
export function openPool({ url, statementTimeout = 10_000, max = 10, name }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    pipeline: true,
    types,
    statement_timeout: statementTimeout,
    application_name: name ?? "bellamy console",
    connectionTimeoutMillis: 5_000,
    options: "-c TimeZone=UTC -c DateStyle=ISO",
  });
  // An idle connection that breaks is replaced on next use; without a listener it ends the process.
  pool.on("error", () => undefined);
  // The same for one that is in use: its queries reject, which is how whoever holds it learns.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

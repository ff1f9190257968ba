import type pg from "pg";
import type { Count } from "../shared/schemas/fields.ts";

/** Up to this many rows, by the planner's estimate, counting costs less than being wrong. */
const countUpTo = 10_000;
/** Milliseconds after which an unasked-for count gives way to the estimate. */
const patience = 1_000;
/** Milliseconds that a count may take that was asked for. */
const exactPatience = 30_000;

interface CountQuery {
  /** `SELECT … FROM … WHERE …`, without order. */
  readonly text: string;
  readonly values: readonly unknown[];
  readonly exact: boolean;
}

/** How many rows a query has: at first as the planner estimates, exactly where cheap or asked for. */
export async function countRows(pool: pg.Pool, query: CountQuery): Promise<Count> {
  if (query.exact) return { count: await exactly(pool, query, exactPatience), exact: true };
  const estimate = await estimateRows(pool, query);
  if (estimate > countUpTo) return { count: estimate, exact: false };
  try {
    return { count: await exactly(pool, query, patience), exact: true };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "57014") {
      return { count: estimate, exact: false };
    }
    throw error;
  }
}

/** What the planner expects, in well under a millisecond, from its statistics. */
export async function estimateRows(
  pool: pg.Pool,
  { text, values }: Pick<CountQuery, "text" | "values">,
): Promise<number> {
  const { rows } = await pool.query<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    `EXPLAIN (FORMAT JSON) ${text}`,
    [...values],
  );
  return rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

async function exactly(pool: pg.Pool, query: CountQuery, timeout: number): Promise<number> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query("BEGIN READ ONLY");
    await client.query(`SET LOCAL statement_timeout = ${timeout}`);
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*) AS count FROM (${query.text}) counted`,
      [...query.values],
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.query("ROLLBACK").catch(() => (broken = true));
    client.release(broken);
  }
}

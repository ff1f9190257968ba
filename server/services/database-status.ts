import type pg from "pg";
import { checkDatabase } from "../../drizzle/check.ts";
import { toAppError } from "../errors.ts";

/** Milliseconds between two checks: drift is made by people, and rarely. */
const checkEvery = 5 * 60_000;

export interface DatabaseCheck {
  readonly ok: boolean;
  /** One sentence each. */
  readonly differences: readonly string[];
  readonly checkedAt: string;
}

export interface DatabaseStatus {
  /** The newest check; waits for the first one. */
  current(): Promise<DatabaseCheck>;
  stop(): void;
}

/**
 * Compares the database with the registry at once and then again and again, beside the serving. A
 * difference stops nothing: people are told, and reading goes on.
 */
export function watchDatabase(
  pool: pg.Pool,
  onChange: (check: DatabaseCheck) => void,
): DatabaseStatus {
  let newest = check(pool);
  let told = "";
  const tell = async () => {
    const result = await newest;
    const text = result.differences.join("\n");
    if (text !== told) onChange(result);
    told = text;
  };
  void tell();
  const timer = setInterval(() => {
    const next = check(pool);
    // Until it has ended, the one before it is the answer.
    void next.then(() => {
      newest = next;
      return tell();
    });
  }, checkEvery);
  timer.unref();
  return { current: () => newest, stop: () => clearInterval(timer) };
}

async function check(pool: pg.Pool): Promise<DatabaseCheck> {
  const differences = await run(pool).catch((error: unknown) => [
    `The check could not run: ${toAppError(error).message}`,
  ]);
  return { ok: differences.length === 0, differences, checkedAt: new Date().toISOString() };
}

async function run(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    return await checkDatabase(client);
  } finally {
    client.release();
  }
}

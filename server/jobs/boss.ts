import pg from "pg";
import PgBoss from "pg-boss";
import { jobNames } from "../../shared/jobs.ts";

const schema = "jobs";

/** Held while the queue is opened: two servers that start together would lock each other out. */
const openingLock = 7_210_119;

/** Opens pg-boss in the schema that the migrations made for it. */
export async function openBoss(
  databaseUrl: string,
  onError: (error: unknown) => void,
): Promise<PgBoss> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "bellamy jobs" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [openingLock]);
    await install(client);
    const boss = new PgBoss({
      connectionString: databaseUrl,
      application_name: "bellamy jobs",
      max: 3,
      schema,
      schedule: false,
      // Receipts can be looked up for half a year: a day in the queue's table, then its archive.
      archiveCompletedAfterSeconds: 24 * 3600,
      deleteAfterDays: 180,
    });
    boss.on("error", onError);
    await boss.start();
    for (const name of jobNames) await boss.createQueue(name, { name, ...retries });
    return boss;
  } finally {
    await client.end();
  }
}

/**
 * Dead servers are noticed by their locks (lost.ts) and not by a clock that would also end long
 * jobs, so the clock is set as late as pg-boss lets it be.
 */
const retries = { retryLimit: 5, retryDelay: 0, expireInHours: 23 };

/**
 * pg-boss would begin by creating its schema, which needs the right to create any in this database;
 * our role has none, and the schema is there.
 */
async function install(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('${schema}.version') IS NOT NULL AS there`,
  );
  if (rows[0]?.there) return;
  const plans = PgBoss.getConstructionPlans(schema);
  await client.query(plans.replace(/CREATE SCHEMA IF NOT EXISTS \w+\s*;/, ""));
}

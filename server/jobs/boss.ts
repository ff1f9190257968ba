import pg from "pg";
import PgBoss from "pg-boss";
import { jobNames } from "../../shared/jobs.ts";

const schema = "jobs";

/** Opens pg-boss in the schema that the migrations made for it. */
export async function openBoss(
  databaseUrl: string,
  onError: (error: unknown) => void,
): Promise<PgBoss> {
  await install(databaseUrl);
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: "bellamy jobs",
    max: 3,
    schema,
    schedule: false,
    // Receipts can be looked up for half a year: a day in the queue's table, then in its archive.
    archiveCompletedAfterSeconds: 24 * 3600,
    deleteAfterDays: 180,
  });
  boss.on("error", onError);
  await boss.start();
  for (const name of jobNames) {
    // Dead servers are noticed by their locks (lost.ts) and not by a clock that would also end
    // long jobs, so the clock is set as late as pg-boss lets it be.
    await boss.createQueue(name, {
      name,
      retryLimit: 5,
      retryDelay: 0,
      expireInHours: 23,
    });
  }
  return boss;
}

/**
 * pg-boss would begin by creating its schema, which needs the right to create any in this database;
 * our role has none, and the schema is there.
 */
async function install(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('${schema}.version') IS NOT NULL AS there`,
    );
    if (rows[0]?.there) return;
    const plans = PgBoss.getConstructionPlans(schema);
    await client.query(plans.replace(/CREATE SCHEMA IF NOT EXISTS \w+\s*;/, ""));
  } catch (error) {
    // Another server that started at the same moment was first.
    const code = error instanceof pg.DatabaseError ? error.code : undefined;
    if (code !== "42P07" && code !== "42710" && code !== "23505") throw error;
  } finally {
    await client.end();
  }
}

import type pg from "pg";
import { z } from "zod";

/** What a seed was asked for: enough to go on with it after it was killed. */
export const settingsSchema = z.object({
  users: z.number(),
  seed: z.number(),
  until: z.number(),
  large: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export interface SeedState {
  readonly name: string;
  readonly settings: Settings;
  readonly finished: boolean;
}

/**
 * Where the seeds are noted; the audit has no part in it. Made by the owner, outside of the
 * migrations: in production there is no seed and so there are no such tables. In a schema of the
 * owner's: what the application may create in `jobs` could be planted there and run as the owner.
 */
export async function prepareState(owner: pg.ClientBase): Promise<void> {
  await owner.query(`CREATE SCHEMA IF NOT EXISTS demo;
    CREATE TABLE IF NOT EXISTS demo.seed (
      name text PRIMARY KEY, settings jsonb NOT NULL,
      started_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz
    );
    CREATE TABLE IF NOT EXISTS demo.step (
      seed text NOT NULL REFERENCES demo.seed, step int NOT NULL, name text,
      xid xid8 NOT NULL DEFAULT pg_current_xact_id(), at timestamptz NOT NULL,
      PRIMARY KEY (seed, step)
    );
    CREATE INDEX IF NOT EXISTS step_name ON demo.step (seed, name);
    GRANT USAGE ON SCHEMA demo TO bellamy_console;
    GRANT SELECT, INSERT ON demo.step TO bellamy_console`);
}

/** The unfinished first: there is at most one. */
export async function readState(owner: pg.ClientBase): Promise<SeedState[]> {
  const { rows } = await owner.query<{ name: string; settings: unknown; finished: boolean }>(
    `SELECT name, settings, finished_at IS NOT NULL AS finished FROM demo.seed
    ORDER BY finished, started_at`,
  );
  return rows.map((row) => ({ ...row, settings: settingsSchema.parse(row.settings) }));
}

export async function beginState(
  owner: pg.ClientBase,
  name: string,
  settings: Settings,
): Promise<void> {
  await owner.query("INSERT INTO demo.seed (name, settings) VALUES ($1, $2)", [
    name,
    JSON.stringify(settings),
  ]);
}

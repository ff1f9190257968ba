import { existsSync } from "node:fs";

/** Settings in `.env` count where the environment itself has none. */
export function loadDotEnv(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

/**
 * The owner's URL, taken out of the environment: what a process starts later does not inherit it.
 * Only the migrating and seeding commands keep it; the server hands it to them and forgets it.
 */
export function takeOwnerUrl(): string | undefined {
  const url = process.env.DATABASE_OWNER_URL || undefined;
  delete process.env.DATABASE_OWNER_URL;
  return url;
}

/**
 * `tsx server/with-database.ts [--owner] NAME …`: runs one of the scripts on the database that the
 * settings name. Without DATABASE_URL that is the built-in one: the running console's, or started
 * (and migrated) for as long as the script takes. Only with --owner does it see the owner's URL.
 */
import { takeOwnerUrl } from "../drizzle/owner-env.ts";
import { readEnv } from "./env.ts";
import { isScriptName, runScript } from "./scripts.ts";
import { createShutdown, type Shutdown } from "./shutdown.ts";
import { StartupError } from "./startup-error.ts";
import { openDatabase } from "./stores/postgres/open.ts";

async function run(shutdown: Shutdown): Promise<number> {
  const asOwner = process.argv[2] === "--owner";
  const [name = "", ...args] = process.argv.slice(asOwner ? 3 : 2);
  if (!isScriptName(name)) throw new StartupError(`There is no script "${name}".`);
  const env = readEnv();
  const given = takeOwnerUrl();
  const database = await openDatabase(env, {
    ...(given ? { ownerUrl: given } : {}),
    what: `the command ${name}`,
    share: true,
    log: console.log,
  });
  shutdown.onClose(() => database.stop());
  const { signal } = shutdown;
  const { consoleUrl, ownerUrl } = database;
  const urls: Record<string, string> = { DATABASE_URL: consoleUrl };
  const ownerUrls = ownerUrl ? { ...urls, DATABASE_OWNER_URL: ownerUrl } : urls;
  if (database.kind === "embedded" && name !== "migrate") {
    const code = await runScript("migrate", { env: ownerUrls, signal });
    if (code !== 0) return code;
  }
  return runScript(name, { args, env: asOwner ? ownerUrls : urls, signal });
}

const shutdown = createShutdown();
try {
  await shutdown.exit(await run(shutdown));
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  await shutdown.exit(1);
}

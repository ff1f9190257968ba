/** The console's process: settings, database, migrations, demo data, server, in this order. */
import pg from "pg";
import { takeOwnerUrl } from "../drizzle/owner-env.ts";
import { checkPort, listenError } from "./check-port.ts";
import { type Env, readEnv } from "./env.ts";
import { runScript } from "./scripts.ts";
import { demoAccounts } from "./seed/demo-accounts.ts";
import { createShutdown, type Shutdown } from "./shutdown.ts";
import { StartupError } from "./startup-error.ts";
import { type OpenDatabase, openDatabase } from "./stores/postgres/open.ts";

async function start(shutdown: Shutdown): Promise<void> {
  const env = readEnv();
  const ownerUrl = takeOwnerUrl();
  const dev = process.argv.includes("--dev");
  await checkPort(env.PORT, env.HOST);

  const database = await openDatabase(env, {
    ...(ownerUrl ? { ownerUrl } : {}),
    what: `another console, ${env.PUBLIC_URL}`,
    log: console.log,
  });
  shutdown.onClose(() => database.stop());
  database.ended.then(
    () => databaseEnded(shutdown, env),
    () => databaseEnded(shutdown, env),
  );
  shutdown.signal.throwIfAborted();
  await prepare(database, env, shutdown.signal);

  // Loaded only now: what can be wrong before is said at once, not after a second of loading.
  const { createApp } = await import("./app.ts");
  const { app, close } = await createApp({ env, databaseUrl: database.consoleUrl, dev });
  shutdown.onClose(async () => {
    // A connection whose last request ends meanwhile would be kept alive for another.
    const timer = setInterval(() => app.server.closeIdleConnections(), 100);
    await close().finally(() => clearInterval(timer));
  });
  shutdown.signal.throwIfAborted();
  try {
    await app.listen({ port: env.PORT, host: env.HOST });
  } catch (error) {
    throw error instanceof Error ? listenError(error, env.PORT, env.HOST) : error;
  }
  console.log(await readyLine(env, database.consoleUrl));
}

/** The owner's role is known to these two child processes and to nothing else. */
async function prepare(database: OpenDatabase, env: Env, signal: AbortSignal): Promise<void> {
  const { consoleUrl, ownerUrl } = database;
  if (!ownerUrl) {
    console.log(
      "DATABASE_OWNER_URL is not set, so this start applies no migrations: npm run db:migrate does.",
    );
    return;
  }
  const urls = { DATABASE_URL: consoleUrl, DATABASE_OWNER_URL: ownerUrl };
  if ((await runScript("migrate", { env: urls, signal })) !== 0) {
    signal.throwIfAborted();
    throw new StartupError(
      "The migrations were not applied, for the reason above. Nothing was started.",
    );
  }
  if (env.NODE_ENV === "production" || env.DEMO_USERS === 0) return;
  const args = ["--if-empty", "--users", String(env.DEMO_USERS)];
  if ((await runScript("seed", { args, env: urls, signal })) !== 0) {
    signal.throwIfAborted();
    throw new StartupError(
      "The demo data was not made, for the reason above. DEMO_USERS=0 starts without it.",
    );
  }
}

function databaseEnded(shutdown: Shutdown, env: Env): void {
  if (shutdown.signal.aborted) return;
  console.error(
    `The built-in PostgreSQL has ended by itself; ${env.DATA_DIR}/postgres.log says why. The console ends too: start it again.`,
  );
  void shutdown.exit(1);
}

async function readyLine(env: Env, databaseUrl: string): Promise<string> {
  const ready = `Bellamy Console is ready: ${env.PUBLIC_URL}`;
  const present = await presentAccounts(databaseUrl);
  const demo = demoAccounts.filter((account) => present.has(account.email));
  if (env.NODE_ENV !== "production" && demo.length > 0) {
    const list = demo.map(({ email, password }) => `${email} / ${password}`).join(", ");
    return `${ready} – sign in as ${list}`;
  }
  return present.size > 0 ? ready : `${ready} – npm run staff:create makes the first admin`;
}

async function presentAccounts(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ email: string }>(
      "SELECT email FROM staff.accounts ORDER BY created_at LIMIT 100",
    );
    return new Set(rows.map((row) => row.email));
  } finally {
    await client.end();
  }
}

const shutdown = createShutdown();
try {
  await start(shutdown);
  shutdown.ready();
} catch (error) {
  const stopped = shutdown.signal.aborted;
  if (!stopped) console.error(error instanceof StartupError ? error.message : error);
  await shutdown.exit(stopped ? 0 : 1);
}

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { StartupError } from "../../startup-error.ts";
import { chooseIdentity, findBinaries } from "./binaries.ts";
import {
  type Cluster,
  ClusterStartError,
  freePort,
  initCluster,
  startCluster,
  superuser,
} from "./cluster.ts";
import { lockDataDir, lockHolder } from "./data-dir-lock.ts";
import { commandOf, startOf } from "./process-identity.ts";
import { ensureDatabase, ensureRoles } from "./roles.ts";

const database = "bellamy";

/** For a small machine: two cores and a few gigabytes that others use too. */
const settings = {
  max_connections: 100,
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  random_page_cost: 1.1,
  jit: "off",
  log_checkpoints: "off",
};

const credentialsSchema = z.object({
  port: z.number(),
  superuser: z.string(),
  owner: z.string(),
  console: z.string(),
});
type Credentials = z.infer<typeof credentialsSchema>;

export type EmbeddedDatabase = {
  /** The application role: the only one the serving process uses. */
  consoleUrl: string;
  /** The owner: for the migrating and seeding child processes only. */
  ownerUrl: string;
  /** Resolves when postgres has ended, whoever ended it. */
  ended: Promise<number | null>;
  stop(): Promise<void>;
};

/**
 * The built-in PostgreSQL in `dataDir`, set up on first start. It lives as long as this process:
 * it ends by itself within a second or two even after kill -9.
 *
 * `what` says in one phrase who holds the folder, for the message that a second start gets.
 */
export async function startEmbedded(options: {
  dataDir: string;
  what: string;
  log?: (line: string) => void;
}): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  // Enterable by the user that postgres runs as under root; what is secret in it is 0600.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const unlock = await lockDataDir(dataDir, options.what);
  try {
    const directory = join(dataDir, "postgres");
    await endLeftover(directory);
    const binaries = await findBinaries();
    const identity = await chooseIdentity([directory, binaries.postgres]);
    let credentials = await readCredentials(dataDir);
    if (!existsSync(directory)) {
      options.log?.(`Setting up PostgreSQL in ${directory}`);
      credentials ??= newCredentials();
      await writeCredentials(dataDir, credentials);
      await initCluster({ binaries, identity, directory, password: credentials.superuser });
    } else if (!credentials) {
      throw new StartupError(
        `${directory} holds a database, but ${join(dataDir, "credentials.json")}, with its passwords, is missing or unreadable. Put it back, or set DATA_DIR to another folder.`,
      );
    }
    let cluster: Cluster | undefined;
    for (let attempt = 1; !cluster; attempt++) {
      const port = await freePort(credentials.port);
      if (port !== credentials.port) {
        credentials = { ...credentials, port };
        await writeCredentials(dataDir, credentials);
      }
      try {
        const logFile = join(dataDir, "postgres.log");
        cluster = await startCluster({ binaries, identity, directory, port, logFile, settings });
      } catch (error) {
        // Another program may have taken the port since it was found free.
        if (!(error instanceof ClusterStartError && error.portTaken) || attempt === 3) throw error;
      }
    }
    const { ended, stop } = cluster;
    try {
      const superUrl = urlOf(superuser, credentials.superuser, credentials.port, "postgres");
      await ensureRoles(superUrl, credentials);
      await ensureDatabase(superUrl, database);
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      ...urlsOf(credentials),
      ended,
      async stop() {
        await stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** The URLs of a built-in PostgreSQL that another process runs in `dataDir` now, or null. */
export async function runningEmbedded(
  dataDir: string,
): Promise<{ consoleUrl: string; ownerUrl: string } | null> {
  if (!(await lockHolder(dataDir))) return null;
  const credentials = await readCredentials(dataDir);
  return credentials && urlsOf(credentials);
}

function urlsOf(credentials: Credentials) {
  const { port, owner, console } = credentials;
  return {
    consoleUrl: urlOf("bellamy_console", console, port, database),
    ownerUrl: urlOf("bellamy_owner", owner, port, database),
  };
}

function urlOf(user: string, password: string, port: number, name: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
}

function newCredentials(): Credentials {
  const password = () => randomBytes(24).toString("base64url");
  return { port: 0, superuser: password(), owner: password(), console: password() };
}

async function readCredentials(dataDir: string): Promise<Credentials | null> {
  try {
    const text = await readFile(join(dataDir, "credentials.json"), "utf8");
    return credentialsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function writeCredentials(dataDir: string, credentials: Credentials): Promise<void> {
  const path = join(dataDir, "credentials.json");
  await writeFile(`${path}.new`, `${JSON.stringify(credentials, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(`${path}.new`, path);
}

/**
 * After kill -9 of a server and of its supervisor at once, postgres may still run. The lock is
 * ours, so nobody uses it: wait until it has ended, and end it if it does not.
 */
async function endLeftover(directory: string): Promise<void> {
  const pidFile = join(directory, "postmaster.pid");
  const pid = Number((await readFile(pidFile, "utf8").catch(() => "")).split("\n")[0]);
  if (!(pid > 0)) return;
  const isPostgres = commandOf(pid).includes(directory);
  if (!isPostgres) {
    // The pid has since gone to another program, which postgres would take for a living server.
    await rm(pidFile, { force: true });
    return;
  }
  const started = startOf(pid);
  for (const [signal, seconds] of [
    [null, 0.5],
    ["SIGINT", 30],
    ["SIGQUIT", 10],
  ] as const) {
    if (signal) process.kill(pid, signal);
    for (let waited = 0; waited < seconds * 1000; waited += 50) {
      if (startOf(pid) !== started) return;
      await sleep(50);
    }
  }
  throw new StartupError(
    `A PostgreSQL from an earlier start (process ${pid}) still runs in ${directory} and does not end. End it, then start again.`,
  );
}

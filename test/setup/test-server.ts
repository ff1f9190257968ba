import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../../drizzle/migrate.ts";
import { chooseIdentity, findBinaries } from "../../server/stores/postgres/binaries.ts";
import {
  freePort,
  initCluster,
  startCluster,
  superuser,
} from "../../server/stores/postgres/cluster.ts";
import { startOf } from "../../server/stores/postgres/process-identity.ts";
import { ensureDatabase, ensureRoles } from "../../server/stores/postgres/roles.ts";

export const template = "bellamy_template";

/** Everything a worker needs to make itself a database on the one server of this run. */
export type ServerAccess = {
  port: number;
  passwords: { superuser: string; owner: string; console: string };
};

declare module "vitest" {
  interface ProvidedContext {
    postgres: ServerAccess;
  }
}

/** Nothing here outlives the run, so nothing is forced to the disk. */
const settings = {
  max_connections: 200,
  shared_buffers: "256MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_wal_size: "4GB",
  checkpoint_timeout: "1h",
  random_page_cost: 1.1,
  jit: "off",
  log_checkpoints: "off",
};

/**
 * One PostgreSQL for a run, holding one migrated template that every test database copies.
 * Benchmarks give settings of their own, and `durable` for one that writes to a disk.
 */
export async function startTestServer(
  options: { durable?: boolean; settings?: Record<string, string | number> } = {},
): Promise<{
  access: ServerAccess;
  stop(): Promise<void>;
}> {
  const folder = await freshFolder(options.durable === true);
  const binaries = await findBinaries();
  const directory = join(folder, "postgres");
  const identity = await chooseIdentity([directory, binaries.postgres]);
  const password = () => randomBytes(12).toString("hex");
  const passwords = { superuser: password(), owner: password(), console: password() };
  await initCluster({
    binaries,
    identity,
    directory,
    password: passwords.superuser,
    flags: ["--no-sync"],
  });
  const port = await freePort();
  const logFile = join(folder, "postgres.log");
  const cluster = await startCluster({
    binaries,
    identity,
    directory,
    port,
    logFile,
    settings: { ...settings, ...options.settings },
  });
  const access = { port, passwords };
  const stop = async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const superUrl = urlFor(access, "superuser", "postgres");
    await ensureRoles(superUrl, passwords);
    await ensureDatabase(superUrl, template);
    await migrate({
      ownerUrl: urlFor(access, "owner", template),
      consoleUrl: urlFor(access, "console", template),
    });
    const client = new pg.Client({ connectionString: superUrl });
    await client.connect();
    // A copy is refused while anybody is connected to what it copies.
    await client.query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
    await client.end();
  } catch (error) {
    await stop();
    throw error;
  }
  return { access, stop };
}

export function urlFor(
  { port, passwords }: ServerAccess,
  as: keyof ServerAccess["passwords"],
  database: string,
): string {
  const user = as === "superuser" ? superuser : `bellamy_${as}`;
  return `postgres://${user}:${passwords[as]}@127.0.0.1:${port}/${database}`;
}

/** In memory where there is enough of it, and without what killed runs left behind. */
async function freshFolder(durable: boolean): Promise<string> {
  const shm = durable ? null : await statfs("/dev/shm").catch(() => null);
  const parent = shm && shm.bavail * shm.bsize > 2 ** 30 ? "/dev/shm" : tmpdir();
  for (const name of await readdir(parent)) {
    const pid = Number(/^bellamy-test-(\d+)$/.exec(name)?.[1]);
    if (pid && startOf(pid) === null)
      await rm(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `bellamy-test-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o711 });
  return folder;
}

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "../../startup-error.ts";
import type { Binaries, Identity } from "./binaries.ts";

export const superuser = "postgres";

/** Nothing of ours: the passwords in this process's environment are none of postgres's business. */
const environment = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };

/**
 * Runs postgres or initdb as its only child and ends it when the pipe on stdin closes, which the
 * system does even after kill -9 of this process. It is the parent, so it cannot mistake the pid.
 * First it asks postgres to wait for its clients: a pool that has just been closed is still saying
 * goodbye, and would report an error. After a second it does not wait any longer.
 */
const supervised = [
  "/bin/sh",
  "-c",
  `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
( while read -r _; do :; done; kill -TERM $server; sleep 1; kill -INT $server ) <&3 &
reader=$!
exec 3<&-
wait $server
code=$?
kill $reader 2>/dev/null
exit $code`,
  "sh",
];

/**
 * A new cluster in `directory`, which appears only when it is whole: a start that was killed
 * halfway leaves nothing but a folder that the next one removes.
 */
export async function initCluster(options: {
  binaries: Binaries;
  identity: Identity;
  directory: string;
  password: string;
  flags?: string[];
}): Promise<void> {
  const { binaries, identity, directory } = options;
  const parent = dirname(directory);
  const prefix = `${basename(directory)}.new-`;
  // With retries: an initdb whose start was killed may be in the middle of its own cleaning up.
  const remove = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 };
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), remove);
  }
  const fresh = join(parent, prefix + randomBytes(4).toString("hex"));
  const cluster = join(fresh, "cluster");
  const passwordFile = join(fresh, "password");
  await mkdir(cluster, { recursive: true, mode: 0o711 });
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (identity) {
    for (const path of [fresh, cluster, passwordFile]) {
      await chown(path, identity.uid, identity.gid);
    }
  }
  await runInitdb(identity, [
    binaries.initdb,
    `--pgdata=${cluster}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // Sorts alike on every machine and after every upgrade of the system.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    ...(options.flags ?? []),
  ]);
  await rename(cluster, directory);
  await rm(fresh, remove);
}

function runInitdb(identity: Identity, command: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawnAs(identity, [...supervised, ...command], ["pipe", "pipe", "pipe"]);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new StartupError(`PostgreSQL could not be set up: ${output.trim()}`));
    });
  });
}

export type Cluster = {
  port: number;
  /** Resolves when postgres has ended, whoever ended it. */
  ended: Promise<number | null>;
  /** Ends it in order: what is open after a second is rolled back, everything is written. */
  stop(): Promise<void>;
};

/** Starts postgres on 127.0.0.1 and waits until it takes connections. */
export async function startCluster(options: {
  binaries: Binaries;
  identity: Identity;
  directory: string;
  port: number;
  logFile: string;
  settings: Record<string, string | number>;
}): Promise<Cluster> {
  const { directory, port, logFile } = options;
  const pidFile = join(directory, "postmaster.pid");
  const before = await readFile(pidFile, "utf8").catch(() => "");
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    ...options.settings,
  };
  const command = [options.binaries.postgres, "-D", directory];
  for (const [name, value] of Object.entries(settings)) command.push("-c", `${name}=${value}`);

  const log = openSync(logFile, "w", 0o600);
  const child = spawnAs(options.identity, [...supervised, ...command], ["pipe", log, log]);
  closeSync(log);
  // Closing the pipe of a supervisor that has already ended is no error.
  child.stdin?.on("error", () => {});
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code));
  });
  let over = false;
  ended.then(
    () => (over = true),
    () => (over = true),
  );
  const stop = async () => {
    child.ref();
    child.stdin?.end();
    await ended;
  };

  const deadline = Date.now() + 60_000;
  for (;;) {
    if (over) {
      await ended;
      const tail = (await readFile(logFile, "utf8")).trim().split("\n").slice(-3).join(" ");
      throw new ClusterStartError(`PostgreSQL did not start: ${tail} (all of it in ${logFile})`);
    }
    const now = await readFile(pidFile, "utf8").catch(() => "");
    if (now !== before && now.split("\n")[7]?.trim() === "ready") break;
    if (Date.now() > deadline) {
      await stop();
      throw new StartupError(`PostgreSQL was not ready within 60 seconds. See ${logFile}.`);
    }
    await sleep(10);
  }
  // Only the pipe's other end matters from here on: an idle database must not keep a process up.
  child.unref();
  return { port, ended, stop };
}

/** Postgres ended by itself before it was ready; another port may help. */
export class ClusterStartError extends StartupError {
  get portTaken(): boolean {
    return this.message.includes("could not create any TCP/IP sockets");
  }
}

/** A group and session of its own, so that Ctrl-C reaches the server alone, which then stops it. */
function spawnAs(
  identity: Identity,
  command: string[],
  stdio: ["pipe", "pipe" | number, "pipe" | number],
) {
  const [file = "", ...args] = [...(identity?.wrapper ?? []), ...command];
  const user = identity && identity.wrapper.length === 0 ? identity : undefined;
  return spawn(file, args, {
    cwd: "/",
    detached: true,
    env: environment,
    stdio,
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
}

/** The wanted port if it is free on 127.0.0.1, else any that is. */
export async function freePort(wanted = 0): Promise<number> {
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer();
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
      });
    });
  return wanted === 0 ? listen(0) : listen(wanted).catch(() => listen(0));
}

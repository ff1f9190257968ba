import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { StartupError } from "../../startup-error.ts";
import { processSpace, startOf } from "./process-identity.ts";

const holderSchema = z.object({
  pid: z.number(),
  started: z.string(),
  space: z.string(),
  what: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

const beat = 2_000;

/**
 * One process at a time uses a data folder. The lock names its holder by pid and start time, so
 * one left behind by a killed process is recognised and taken over. A holder in another container
 * on the same volume cannot be looked up: its lock counts while it is touched every two seconds.
 *
 * Returns the function that gives the lock back. Throws a StartupError that names the holder.
 */
export async function lockDataDir(dataDir: string, what: string): Promise<() => Promise<void>> {
  const path = join(dataDir, "console.lock");
  const mine = join(dataDir, `console.lock.${process.pid}`);
  const holder: Holder = {
    pid: process.pid,
    started: startOf(process.pid) ?? "",
    space: processSpace(),
    what,
  };
  await writeFile(mine, JSON.stringify(holder), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (await linked(mine, path)) {
        const timer = setInterval(() => {
          const now = new Date();
          utimes(path, now, now).catch(() => {});
        }, beat).unref();
        return async () => {
          clearInterval(timer);
          await rm(path, { force: true });
        };
      }
      const text = await readFile(path, "utf8").catch(() => null);
      if (text === null) continue;
      const other = parse(text);
      if (other && (await isAlive(other, path))) throw inUse(dataDir, other);
      await removeStale(path, mine, text);
    }
  } finally {
    await rm(mine, { force: true });
  }
  throw new StartupError(
    `Several consoles start on the data folder ${dataDir} at once. Start one, or set DATA_DIR or DATABASE_URL for the others.`,
  );
}

/** Whoever holds the lock now and lives, or null. */
export async function lockHolder(dataDir: string): Promise<Holder | null> {
  const path = join(dataDir, "console.lock");
  const other = parse(await readFile(path, "utf8").catch(() => ""));
  return other && (await isAlive(other, path)) ? other : null;
}

function inUse(dataDir: string, holder: Holder): StartupError {
  return new StartupError(
    `The data folder ${dataDir} is in use by ${holder.what} (process ${holder.pid}). Stop it, or set DATA_DIR to another folder or DATABASE_URL to a database.`,
  );
}

function parse(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.space === processSpace()) return startOf(holder.pid) === holder.started;
  const touched = async () => (await stat(path).catch(() => null))?.mtimeMs ?? 0;
  const first = await touched();
  for (let waited = 0; waited < 3 * beat; waited += 100) {
    await sleep(100);
    if ((await touched()) !== first) return true;
  }
  return false;
}

/** A link appears whole or not at all, and never over another's. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Two starts may find the same stale lock: the later must not remove the lock of the earlier. */
async function removeStale(path: string, mine: string, stale: string): Promise<void> {
  const aside = `${mine}.stale`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, "utf8")) !== stale) await linked(aside, path);
  await rm(aside, { force: true });
}

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../server/stores/postgres/cluster.ts";
import { projectRoot } from "../setup/build.ts";
import { cleanEnv } from "../setup/clean-env.ts";

export type ConsoleProcess = {
  pid: number;
  port: number;
  url: string;
  /** Everything it has printed, to either stream. */
  output(): string;
  lastLine(): string;
  /** Resolves when it says it is ready; rejects with its output when it ends before. */
  ready: Promise<void>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** To the process alone, as kill does. */
  kill(signal: NodeJS.Signals): void;
  /** To its whole group, as Ctrl-C in a terminal does. */
  interrupt(): void;
};

const started = new Set<ChildProcess>();

/** The built console as `npm start` runs it, in a process group of its own. */
export async function startConsole(settings: Record<string, string>): Promise<ConsoleProcess> {
  const port = settings.PORT ? Number(settings.PORT) : await freePort();
  const child = spawn(process.execPath, [join(projectRoot, "dist/server/main.js")], {
    // Away from the developer's own .env.
    cwd: tmpdir(),
    detached: true,
    env: cleanEnv({ DEMO_USERS: "20", LOG_LEVEL: "warn", ...settings, PORT: String(port) }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.add(child);
  let output = "";
  let settle = { ready: () => {}, failed: (_: Error) => {} };
  const ready = new Promise<void>((resolve, reject) => {
    settle = { ready: resolve, failed: reject };
  });
  // A test that expects the start to fail does not wait for it to be ready.
  ready.catch(() => {});
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Bellamy Console is ready")) settle.ready();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on("close", (code, signal) => {
      started.delete(child);
      settle.failed(new Error(`The console ended with ${code ?? signal}:\n${output}`));
      resolve({ code, signal });
    });
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    port,
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    lastLine: () => output.trimEnd().split("\n").at(-1) ?? "",
    ready,
    ended,
    kill: (signal) => void process.kill(pid, signal),
    interrupt: () => void process.kill(-pid, "SIGINT"),
  };
}

/** For afterEach: a failed test leaves nothing running. */
export async function killAll(): Promise<void> {
  for (const child of started) child.kill("SIGKILL");
  started.clear();
}

/** A folder for DATA_DIR, in memory where there is some, removed at the end. */
export async function dataFolder(): Promise<{
  path: string;
  credentials(): Promise<{ port: number; superuser: string }>;
  [Symbol.asyncDispose](): Promise<void>;
}> {
  const parent = (await statfs("/dev/shm").catch(() => null)) ? "/dev/shm" : tmpdir();
  const path = await mkdtemp(join(parent, "bellamy-process-"));
  return {
    path,
    credentials: async () => JSON.parse(await readFile(join(path, "credentials.json"), "utf8")),
    async [Symbol.asyncDispose]() {
      await killAll();
      await gone(path);
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** The processes whose command line names the folder: postgres and its supervisor. */
export function processesIn(folder: string): { pid: number; command: string }[] {
  return execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(folder))
    .map((line) => ({
      pid: Number.parseInt(line, 10),
      command: line.trim().replace(/^\d+ /, ""),
    }));
}

/** Waits until no process is left in the folder; false when one still is after the time. */
export async function gone(folder: string, milliseconds = 5000): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 50) {
    if (processesIn(folder).length === 0) return true;
    await sleep(50);
  }
  return false;
}

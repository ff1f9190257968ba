import { spawn } from "node:child_process";
import { join } from "node:path";

/** What runs as a process of its own, by its name in dist/server. */
const scripts = {
  migrate: "drizzle/migrate.ts",
  check: "drizzle/check-cli.ts",
  seed: "server/seed/cli.ts",
  load: "server/seed/load.ts",
  "create-staff": "server/auth/create-staff.ts",
};
export type ScriptName = keyof typeof scripts;

export function isScriptName(name: string): name is ScriptName {
  return Object.hasOwn(scripts, name);
}

/**
 * Runs a script in a child process, with `env` over this process's environment, and resolves with
 * its exit code (128 and more for a signal). From a build it runs the build, else the source.
 */
export function runScript(
  name: ScriptName,
  options: { args?: string[]; env: Record<string, string>; signal?: AbortSignal },
): Promise<number> {
  const built = import.meta.filename.endsWith(".js");
  const path = built
    ? join(import.meta.dirname, `${name}.js`)
    : join(import.meta.dirname, "..", scripts[name]);
  return new Promise((resolve, reject) => {
    // The flags with which tsx started this process make the child read TypeScript too.
    const child = spawn(process.execPath, [...process.execArgv, path, ...(options.args ?? [])], {
      env: { ...process.env, ...options.env },
      stdio: "inherit",
    });
    const end = () => child.kill("SIGTERM");
    options.signal?.addEventListener("abort", end, { once: true });
    child.on("error", reject);
    child.on("exit", (code) => {
      options.signal?.removeEventListener("abort", end);
      resolve(code ?? 130);
    });
  });
}

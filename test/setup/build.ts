import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cleanEnv } from "./clean-env.ts";

export const projectRoot = join(import.meta.dirname, "../..");

/** Builds both sides into dist/, as `npm start` does. */
export async function build(): Promise<void> {
  const vite = join(projectRoot, "node_modules/vite/bin/vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", "--app", "--logLevel", "warn"], {
    cwd: projectRoot,
    env: cleanEnv(),
  });
}

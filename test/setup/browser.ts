import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { cleanEnv } from "./clean-env.ts";

const cache = join(import.meta.dirname, "../../node_modules/.cache");

/**
 * A headless Chromium from node_modules; nothing is installed by hand. Only `--no-sandbox` is
 * given: the package's own flags make screenshots take seconds or hang. The package is for Linux:
 * elsewhere CHROMIUM_PATH names a Chromium that is there.
 */
export async function launchBrowser(): Promise<Browser> {
  if (process.env.CHROMIUM_PATH) {
    return chromium.launch({ executablePath: process.env.CHROMIUM_PATH });
  }
  const folder = await unpack();
  const executablePath = join(folder, "chromium");
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(cleanEnv()))
    if (value !== undefined) env[name] = value;
  if (await lacksLibraries(executablePath)) env.LD_LIBRARY_PATH = join(folder, "al2023/lib");
  if (!hasFonts()) env.FONTCONFIG_PATH = join(folder, "fonts");
  return chromium.launch({ executablePath, args: ["--no-sandbox"], env });
}

/**
 * Unpacks into a folder that appears only when it is whole. The package itself writes straight
 * to the system's temporary folder, where a run that was killed halfway leaves a broken browser
 * for all that follow, and two runs at once meet.
 */
async function unpack(): Promise<string> {
  const folder = join(cache, "chromium-147.0.0");
  if (existsSync(folder)) return folder;
  const fresh = `${folder}-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  // It unpacks NSS, for systems without, only where it believes itself in AWS Lambda.
  const script = "import('@sparticuz/chromium').then((m) => m.default.executablePath())";
  await promisify(execFile)(process.execPath, ["-e", script], {
    cwd: join(cache, "../.."),
    env: cleanEnv({ TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" }),
  });
  try {
    await rename(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

async function lacksLibraries(executable: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)("ldd", [executable]);
    return stdout.includes("not found");
  } catch {
    return true;
  }
}

function hasFonts(): boolean {
  try {
    return existsSync("/etc/fonts/fonts.conf") && readdirSync("/usr/share/fonts").length > 0;
  } catch {
    return false;
  }
}

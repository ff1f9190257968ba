/** `npm run seed -- --users 300 [--seed 7] [--until 2026-01-31] [--if-empty]`: makes demo data. */
import { parseArgs } from "node:util";
import { takeOwnerUrl } from "../../drizzle/owner-env.ts";
import { readEnv } from "../env.ts";
import { StartupError } from "../startup-error.ts";
import { seedDemo } from "./seed-demo.ts";

function wholeNumber(name: string, value: string, from: number, to: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= from && number <= to) return number;
  throw new StartupError(`--${name} is "${value}": expected a whole number, ${from} to ${to}.`);
}

function readUntil(value: string): number {
  const time = Date.parse(value);
  if (/^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(time)) return time;
  throw new StartupError(`--until is "${value}": expected a date like 2026-01-31.`);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        users: { type: "string", default: "300" },
        seed: { type: "string", default: "7" },
        until: { type: "string" },
        "if-empty": { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<void> {
  const values = readArguments();
  const ownerUrl = takeOwnerUrl();
  const { DATABASE_URL: consoleUrl } = readEnv();
  if (!consoleUrl || !ownerUrl) {
    throw new StartupError(
      "Demo data needs DATABASE_URL (bellamy_console) and DATABASE_OWNER_URL (the owner of the tables).",
    );
  }
  await seedDemo({
    consoleUrl,
    ownerUrl,
    users: wholeNumber("users", values.users, 1, 1_000_000),
    seed: wholeNumber("seed", values.seed, 0, 1_000_000),
    ...(values.until ? { until: readUntil(values.until) } : {}),
    ifEmpty: values["if-empty"],
    log: console.log,
  });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
}

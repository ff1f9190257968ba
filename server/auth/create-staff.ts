/**
 * `npm run staff:create -- --email ada@example.com --name "Ada Moreau" --role admin`: makes a staff
 * account and prints its password, once. With --password-stdin the password is the first line of
 * the input instead. Runs on DATABASE_URL, which `with-database.ts` sets.
 */
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { roles } from "../../shared/permissions.ts";
import { text } from "../../shared/schemas/fields.ts";
import { StartupError } from "../startup-error.ts";
import { openPool } from "../stores/postgres/pool.ts";
import { createAccount } from "./create-account.ts";

const inputSchema = z.object({
  email: text(255).pipe(z.email("expected an e-mail address")),
  name: text(100, 1),
  role: z.enum(roles, `expected one of ${roles.join(", ")}`),
  password: text(128, 8),
});

const usage =
  'npm run staff:create -- --email ada@example.com --name "Ada Moreau" --role admin [--password-stdin]';

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new StartupError("DATABASE_URL is not set: run npm run staff:create.");
  const { given, password } = await readInput();
  const account = check({ ...given, password });
  const pool = openPool({ url, max: 1, name: "bellamy staff:create" });
  try {
    const claim = { actorKind: "job", actor: "staff:create" } as const;
    if (!(await createAccount(pool, claim, account))) {
      throw new StartupError(`Somebody has the e-mail ${account.email} already. Nothing was made.`);
    }
  } finally {
    await pool.end();
  }
  console.log(`${account.name} (${account.role}) can sign in as ${account.email}.`);
  if (!given.fromStdin) console.log(`Password, shown only now: ${password}`);
}

async function readInput() {
  try {
    const { values } = parseArgs({
      options: {
        email: { type: "string" },
        name: { type: "string" },
        role: { type: "string" },
        "password-stdin": { type: "boolean", default: false },
      },
    });
    const { "password-stdin": fromStdin, ...rest } = values;
    const password = fromStdin ? await firstLine() : randomBytes(15).toString("base64url");
    return { given: { ...rest, fromStdin }, password };
  } catch (error) {
    throw new StartupError(`${error instanceof Error ? error.message : error}\nUsage: ${usage}`);
  }
}

function check(input: unknown): z.output<typeof inputSchema> {
  const parsed = inputSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}.`);
  throw new StartupError([...lines, `Usage: ${usage}`].join("\n"));
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return "";
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
}

import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { loadDotEnv } from "../drizzle/owner-env.ts";
import { StartupError } from "./startup-error.ts";

const wholeNumber = (expected: string, from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .refine((value) => value >= from && value <= to, expected);

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, `expected one of ${values.join(", ")}`);

const databaseUrl = z
  .string()
  .refine(
    (value) => /^postgres(ql)?:$/.test(parseUrl(value)?.protocol ?? ""),
    "expected a URL like postgres://bellamy_console:password@host:5432/database",
  );

const origin = z
  .string()
  .refine((value) => {
    const url = parseUrl(value);
    return (
      url !== null && /^https?:$/.test(url.protocol) && url.origin === value.replace(/\/$/, "")
    );
  }, "expected scheme, host and port alone, like https://console.example.com")
  .transform((value) => value.replace(/\/$/, ""));

/** As Fastify takes it: whether, how many, or which proxies before this server to believe. */
const trustProxy = z.string().transform((value) => {
  if (value === "true" || value === "false") return value === "true";
  if (!/^\d+$/.test(value)) return value;
  return (_address: string, hop: number) => hop < Number(value);
});

const schema = z.object({
  NODE_ENV: oneOf(["production", "development", "test"]).default("development"),
  PORT: wholeNumber("expected a port, 1 to 65535", 1, 65535).default(4000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: origin.optional(),
  TRUST_PROXY: trustProxy.default(false),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: databaseUrl.optional(),
  STATEMENT_TIMEOUT_MS: wholeNumber("expected milliseconds, 100 to 600000", 100, 600_000).default(
    10_000,
  ),
  AUTH_SECRET: z.string().min(32, "expected at least 32 random characters").optional(),
  DEMO_USERS: wholeNumber("expected a number of people, 0 to 1000000", 0, 1_000_000).default(300),
  LOG_LEVEL: oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

type Settings = z.infer<typeof schema>;
export type Env = Omit<Settings, "AUTH_SECRET" | "PUBLIC_URL"> & {
  AUTH_SECRET: string;
  PUBLIC_URL: string;
};

/**
 * The settings of this process, read once at its start, from the environment and `.env`. Throws a
 * StartupError with one line a variable that is wrong.
 */
export function readEnv(): Env {
  loadDotEnv();
  return parseEnv(process.env);
}

export function parseEnv(source: NodeJS.ProcessEnv): Env {
  // `PORT= npm start` and an empty line in .env mean the default, as an unset variable does.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name} is ${describe(name, given[name])}: ${issue.message}.`;
    });
    throw new StartupError(lines.join("\n"));
  }
  const settings = result.data;
  if (settings.NODE_ENV === "production" && !settings.AUTH_SECRET) {
    throw new StartupError(
      "AUTH_SECRET is not set: production expects at least 32 random characters, the same for every server (openssl rand -base64 32).",
    );
  }
  return {
    ...settings,
    PUBLIC_URL: settings.PUBLIC_URL ?? localOrigin(settings),
    AUTH_SECRET: settings.AUTH_SECRET ?? localSecret(settings.DATA_DIR),
  };
}

/** What holds a secret or a password is never shown back. */
function describe(name: string, value: string | undefined): string {
  if (value === undefined) return "not set";
  return name === "AUTH_SECRET" || name === "DATABASE_URL"
    ? "not as expected"
    : `"${value.slice(0, 100)}"`;
}

function localOrigin({ HOST, PORT }: Settings): string {
  const everywhere = HOST === "0.0.0.0" || HOST === "::";
  const host = everywhere ? "localhost" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}`;
}

/** Outside production: made once and kept, so that a restart signs nobody out. */
function localSecret(dataDir: string): string {
  const path = join(dataDir, "auth-secret");
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, randomBytes(32).toString("base64url"), { mode: 0o600 });
    try {
      linkSync(fresh, path);
    } catch {
      // Another start has made it in the meantime, and that one counts.
    }
    rmSync(fresh);
  }
  return readFileSync(path, "utf8");
}

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

import pg from "pg";
import type { Env } from "../../env.ts";
import { StartupError } from "../../startup-error.ts";
import { runningEmbedded, startEmbedded } from "./embedded.ts";

export type OpenDatabase = {
  /** Signs in as the application's role. */
  consoleUrl: string;
  /** For child processes that migrate or seed; undefined when this process was not given it. */
  ownerUrl: string | undefined;
  /** The built-in one, another process's built-in one, or a server of its own. */
  kind: "embedded" | "shared" | "external";
  /** Resolves when a built-in database has ended; never for one that is not ours. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
};

/**
 * The database that the settings name, reachable: DATABASE_URL, or the built-in one in DATA_DIR.
 * With `share`, a built-in one that another process runs will do. Throws a StartupError that says
 * what to do.
 */
export async function openDatabase(
  env: Pick<Env, "DATABASE_URL" | "DATA_DIR">,
  options: { ownerUrl?: string; what: string; share?: boolean; log?: (line: string) => void },
): Promise<OpenDatabase> {
  const notOurs = { ended: new Promise(() => {}), stop: async () => {} };
  if (env.DATABASE_URL) {
    await reach("DATABASE_URL", env.DATABASE_URL);
    if (options.ownerUrl) await reach("DATABASE_OWNER_URL", options.ownerUrl);
    const { ownerUrl } = options;
    return { consoleUrl: env.DATABASE_URL, ownerUrl, kind: "external", ...notOurs };
  }
  const running = options.share ? await runningEmbedded(env.DATA_DIR) : null;
  if (running) return { ...running, kind: "shared", ...notOurs };
  const started = await startEmbedded({ dataDir: env.DATA_DIR, ...options });
  return { ...started, kind: "embedded" };
}

async function reach(variable: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
  } catch (error) {
    const where = `${client.host}:${client.port}`;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why = reasons[code]?.(client) ?? (error instanceof Error ? error.message : String(error));
    throw new StartupError(
      `Cannot connect to the database that ${variable} names, at ${where}: ${why}. Start it or correct ${variable}; without DATABASE_URL the console brings its own PostgreSQL.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** By the codes of the system and of PostgreSQL. */
const reasons: Record<string, (client: pg.Client) => string> = {
  ECONNREFUSED: () => "nothing listens there",
  ENOTFOUND: (client) => `there is no host ${client.host}`,
  EAI_AGAIN: (client) => `the name ${client.host} cannot be looked up now`,
  ETIMEDOUT: () => "it does not answer",
  "28P01": (client) => `it refuses the password of ${client.user}`,
  "28000": (client) => `it does not let ${client.user} in`,
  "3D000": (client) => `it has no database ${client.database}`,
};

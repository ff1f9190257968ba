import { randomBytes } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { demoAccounts } from "../../server/seed/demo-accounts.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";
import type { Role } from "../../shared/permissions.ts";
import { factories } from "../factories.ts";
import { type ConsoleProcess, startConsole } from "../process/console-process.ts";
import { launchBrowser } from "../setup/browser.ts";
import { createDatabase, type TestDatabase } from "../setup/database.ts";

export interface PageOptions {
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

interface Running {
  readonly database: TestDatabase;
  readonly server: ConsoleProcess;
  readonly browser: Browser;
  readonly pool: pg.Pool;
  readonly sessions: Map<Role, Awaited<ReturnType<BrowserContext["storageState"]>>>;
}

/** Given, so that no server makes and keeps one of its own. */
const secret = randomBytes(32).toString("base64url");

/** The browser itself reports an answer of 4xx as an error; what the page makes of it is tested. */
const ordinary =
  /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED))/;

/**
 * The built console over a database of this file's own, with demo data, and one real browser.
 * Whatever a page reports to the browser's console (a violation of its policy too) fails the test.
 */
export function openConsole({ people = 40 } = {}) {
  let running: Running | undefined;
  const contexts = new Set<BrowserContext>();
  const complaints: string[] = [];
  const get = (): Running => {
    if (!running) throw new Error("The console runs only inside tests");
    return running;
  };

  beforeAll(async () => {
    const database = await createDatabase();
    const [server, browser] = await Promise.all([
      startConsole({
        DATABASE_URL: database.consoleUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        AUTH_SECRET: secret,
        DEMO_USERS: String(people),
      }),
      launchBrowser(),
    ]);
    const pool = openPool({ url: database.consoleUrl, statementTimeout: 60_000 });
    running = { database, server, browser, pool, sessions: new Map() };
    await server.ready;
  });

  afterEach(async () => {
    await Promise.all([...contexts].map((context) => context.close()));
    contexts.clear();
    expect(complaints.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    if (!running) return;
    const { browser, server, pool, database } = running;
    await browser.close();
    await pool.end();
    server.kill("SIGTERM");
    await server.ended;
    await database[Symbol.asyncDispose]();
  });

  /** A page of nobody's, in a browser that knows nothing. */
  async function freshPage(options: PageOptions = {}, role?: Role): Promise<Page> {
    const { scheme = "light", width = 1440, height = 900 } = options;
    const { browser, server, sessions } = get();
    const state = role ? sessions.get(role) : undefined;
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: "reduce",
      ...(state ? { storageState: state } : {}),
    });
    context.setDefaultTimeout(10_000);
    contexts.add(context);
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack}`));
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      if (!ordinary.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  }

  /** A page of somebody with this role; each role signs in once a file. */
  async function pageAs(role: Role, options: PageOptions = {}): Promise<Page> {
    const { server, sessions } = get();
    if (!sessions.has(role)) {
      const page = await freshPage(options);
      const { email, password } = accountOf(role);
      const answer = await page.request.post("/api/auth/sign-in/email", {
        data: { email, password },
        headers: { origin: server.url },
      });
      expect(answer.status()).toBe(200);
      sessions.set(role, await page.context().storageState());
    }
    return freshPage(options, role);
  }

  return {
    freshPage,
    pageAs,
    get pool() {
      return get().pool;
    },
    get url() {
      return get().server.url;
    },
    /** Another server on the same database, as it is now. */
    async another(): Promise<ConsoleProcess> {
      const { consoleUrl, ownerUrl } = get().database;
      const settings = { DATABASE_URL: consoleUrl, DATABASE_OWNER_URL: ownerUrl };
      const server = await startConsole({ ...settings, AUTH_SECRET: secret, DEMO_USERS: "0" });
      await server.ready;
      return server;
    },
    /** What only the owner of the tables may do to them. */
    async asOwner(sql: string): Promise<void> {
      const client = new pg.Client({ connectionString: get().database.ownerUrl });
      await client.connect();
      await client.query(sql).finally(() => client.end());
    },
    get make() {
      return factories(get().pool);
    },
  };
}

export function accountOf(role: Role) {
  const account = demoAccounts.find((each) => each.role === role);
  if (!account) throw new Error(`The demo has no account for ${role}`);
  return account;
}

/** Inter and the lists have come; nothing is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.fonts.status === "loaded" && !document.querySelector('[aria-busy="true"]'),
  );
}

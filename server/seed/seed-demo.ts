import type pg from "pg";
import { archiveName, liveName, logName } from "../../drizzle/audit/entity.ts";
import { registry } from "../../drizzle/registry.ts";
import { StartupError } from "../startup-error.ts";
import { finishSeed } from "./backdate.ts";
import { connect } from "./connect.ts";
import { planDemo } from "./demo/plan.ts";
import { day } from "./demo/world.ts";
import { planLarge } from "./large/plan.ts";
import { count } from "./progress.ts";
import { ensureStaff, noteStaff } from "./staff.ts";
import { beginState, prepareState, readState, type SeedState, type Settings } from "./state.ts";
import { runSteps } from "./steps.ts";

/** Up to so many people the demo tells stories; above it is about amounts. */
const mostInDemo = 5_000;
const seedLock = 7_210_122;

export interface SeedOptions {
  readonly consoleUrl: string;
  readonly ownerUrl: string;
  readonly users: number;
  readonly seed?: number;
  /** Milliseconds: everything happened before it. Default: today, 00:00 UTC. */
  readonly until?: number;
  /** Amounts instead of stories; default: above 5,000 people. */
  readonly large?: boolean;
  /** Do nothing when there are people, unless they are of a seed that was killed halfway. */
  readonly ifEmpty?: boolean;
  readonly log?: (line: string) => void;
}

export type SeedResult = "made" | "completed" | "there already" | "not empty";

/**
 * Makes demo data: with the same seed and `until`, the same rows with the same ids. A seed that was
 * killed is completed by the next one. Never in production: the accounts' passwords are public and
 * the log's times are made up.
 */
export async function seedDemo(options: SeedOptions): Promise<SeedResult> {
  if (process.env.NODE_ENV === "production") {
    throw new StartupError("There is no demo data in production. NODE_ENV=development makes some.");
  }
  const { log = () => {}, users, seed = 7, until = today() } = options;
  await using owner = await connect(options.ownerUrl, "bellamy seed (owner)");
  // Held until the connection ends: a second start waits here and then finds the work done.
  await owner.query("SELECT pg_advisory_lock($1)", [seedLock]);
  await prepareState(owner);
  const [newest, ...others] = await readState(owner);
  const states = newest ? [newest, ...others] : [];
  const run = (state: { name: string; settings: Settings }) =>
    runSeed(owner, options.consoleUrl, state, log);

  if (newest && !newest.finished) {
    log(`Completing the demo data of ${count(newest.settings.users)} people that was begun before`);
    await run(newest);
    if (options.ifEmpty || newest.settings.users === users) return "completed";
  }
  if (options.ifEmpty && !(await isEmpty(owner))) return "not empty";
  const settings = { users, seed, until, large: options.large ?? users > mostInDemo };
  const name = nameOf(settings);
  if (isThere(states, name, users)) {
    log(`The ${count(users)} people of seed ${seed} are there already: nothing to do`);
    return "there already";
  }
  await beginState(owner, name, settings);
  await run({ name, settings });
  return "made";
}

const today = () => Math.floor(Date.now() / day) * day;

const nameOf = ({ large, seed }: Settings) => `${large ? "large" : "demo"} ${seed}`;

function isThere(states: readonly SeedState[], name: string, users: number): boolean {
  const same = states.find((state) => state.name === name);
  if (!same || same.settings.users === users) return same !== undefined;
  const { seed } = same.settings;
  throw new StartupError(
    `Seed ${seed} has made ${count(same.settings.users)} people here before. Another --seed adds other people: --seed ${seed + 1}.`,
  );
}

async function isEmpty(owner: pg.ClientBase): Promise<boolean> {
  const { rows } = await owner.query<{ empty: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM public.users) AND NOT EXISTS (SELECT FROM archive.users)
      AS empty`,
  );
  return rows[0]?.empty ?? false;
}

async function runSeed(
  owner: pg.ClientBase,
  consoleUrl: string,
  { name, settings }: { name: string; settings: Settings },
  log: (line: string) => void,
): Promise<void> {
  const start = performance.now();
  const staff = await ensureStaff(consoleUrl);
  await noteStaff(owner, name, settings.until - 241 * day);
  const { large } = settings;
  await using client = await connect(consoleUrl, "bellamy seed", { pipeline: !large });
  // What a crash of the database server might lose, the next seed makes again.
  for (const one of [client, owner]) await one.query("SET synchronous_commit = off");
  const plan = large ? planLarge(settings, staff) : planDemo({ ...settings, staff });
  log(`Making ${count(settings.users)} people and what they do`);
  const before = await writtenRows(owner);
  await runSteps({ client, owner }, name, plan, (step) => {
    if (large && step.name) log(`${step.name}, ${seconds(start)} s`);
  });
  await finishSeed(owner, name);
  const tables = registry.flatMap((entity) =>
    [liveName, archiveName, logName].map((of) => of(entity)),
  );
  await owner.query(`ANALYZE ${tables.join(", ")}, log.event`);
  const rows = (await writtenRows(owner)) - before;
  const rate = Math.round(rows / Math.max(0.1, Number(seconds(start))));
  log(`Wrote ${count(rows)} rows through the audit in ${seconds(start)} s (${count(rate)} rows/s)`);
}

const seconds = (start: number) => ((performance.now() - start) / 1000).toFixed(1);

async function writtenRows(owner: pg.ClientBase): Promise<number> {
  const { rows } = await owner.query<{ n: string }>(
    "SELECT coalesce(sum(rows), 0) AS n FROM log.event",
  );
  return Number(rows[0]?.n);
}

import { resolve } from "node:path";
import type pg from "pg";
import { type Claim, writeWith } from "../../stores/postgres/write.ts";
import { connect } from "../connect.ts";
import { noProgress, type Progress } from "../progress.ts";
import { BrokenLine } from "./broken-line.ts";
import { findParts, type LdbcFile, readField, readRows } from "./data-set.ts";
import { homelessFiles } from "./homeless.ts";
import { type Merged, mergeRows } from "./merge.ts";
import { stageFile } from "./stage.ts";
import { commentsTable } from "./tables/comments.ts";
import { forumsTable } from "./tables/forums.ts";
import { friendshipsTable } from "./tables/friendships.ts";
import { interestsTable } from "./tables/interests.ts";
import { likesTable } from "./tables/likes.ts";
import { peopleTable } from "./tables/people.ts";
import { postsTable } from "./tables/posts.ts";
import type { Broken, Homeless, LdbcTable, Staged, StagedFile } from "./tables/table.ts";
import { tagsTable } from "./tables/tags.ts";

/** In this order each row finds what it refers to. */
const tables: readonly LdbcTable[] = [
  peopleTable,
  tagsTable,
  friendshipsTable,
  interestsTable,
  forumsTable,
  postsTable,
  commentsTable,
  likesTable,
];

const claim: Claim = {
  actorKind: "job",
  actor: "load:ldbc",
  reason: "Load of an LDBC SNB data set",
};
const loadLock = 7_210_121;

export interface LoadSummary {
  readonly loaded: readonly Merged[];
  readonly homeless: readonly Homeless[];
  /** Names the cohort in the log; undefined when nothing was new. */
  readonly transaction: string;
}

export interface LoadOptions {
  readonly consoleUrl: string;
  /** The folder that holds `dynamic` and `static`. */
  readonly folder: string;
  readonly log?: (line: string) => void;
  /** Called with the bytes to read once they are known. */
  readonly progress?: (bytes: number) => Progress;
}

/**
 * Loads a data set whole or not at all: one transaction, each file read once. Ids are derived, so a
 * second load adds only what is new, and writes no event where nothing is. Throws a BrokenLine.
 */
export async function loadLdbc(options: LoadOptions): Promise<LoadSummary> {
  const folder = resolve(options.folder);
  const progress = (options.progress ?? noProgress)(await totalBytes(folder));
  try {
    await using client = await connect(options.consoleUrl, "bellamy load ldbc");
    return await writeWith(
      client,
      claim,
      async ({ xid }) => {
        await prepareTransaction(client, options.log ?? (() => {}));
        const loaded: Merged[] = [];
        const homeless: Homeless[] = [];
        for (const table of tables) {
          const done = await loadTable(client, folder, table, progress);
          loaded.push(...done.merged);
          homeless.push(...done.homeless);
        }
        homeless.push(...(await readHomeless(folder, progress)));
        progress.say("committing");
        return { loaded, homeless, transaction: await xid() };
      },
      { statementTimeout: 0 },
    );
  } finally {
    progress.end();
  }
}

async function prepareTransaction(
  client: pg.ClientBase,
  log: (line: string) => void,
): Promise<void> {
  await client.query("SET LOCAL work_mem = '64MB'");
  const lock = await client.query<{ held: boolean }>(
    "SELECT pg_try_advisory_xact_lock($1) AS held",
    [loadLock],
  );
  if (lock.rows[0]?.held) return;
  log("Another load is running; this one begins when that has ended.");
  await client.query("SELECT pg_advisory_xact_lock($1)", [loadLock]);
}

async function loadTable(
  client: pg.ClientBase,
  folder: string,
  { files, merges, homeless }: LdbcTable,
  progress: Progress,
): Promise<{ merged: Merged[]; homeless: Homeless[] }> {
  const staged = new Map<StagedFile, Staged>();
  for (const file of files) staged.set(file, await stageFile(client, folder, file, progress));
  const broken: Broken = async (file, { part, line }, field, problem) => {
    const found = staged.get(file)?.parts[part];
    if (!found) throw new Error(`${file.name} has no part ${part}`);
    const value = await readField(found, Number(line), field);
    throw new BrokenLine(
      { file: found.file, line: Number(line), column: field + 1, columnName: file.header[field] },
      problem(value),
    );
  };
  const merged: Merged[] = [];
  for (const merge of merges) {
    progress.say(`writing ${merge.label}`);
    merged.push(await mergeRows(client, merge, broken));
  }
  const rest = homeless && (await client.query<{ n: string }>(homeless.rows)).rows[0];
  const names = [...files.map((file) => file.table), "jobs.ldbc_thread"];
  await client.query(`DROP TABLE IF EXISTS ${names.join(", ")}`);
  return {
    merged,
    homeless: homeless && rest ? [{ label: homeless.label, rows: Number(rest.n) }] : [],
  };
}

async function readHomeless(folder: string, progress: Progress): Promise<Homeless[]> {
  const homeless: Homeless[] = [];
  for (const file of homelessFiles) {
    let rows = 0;
    for (const part of await findParts(folder, file, true)) {
      progress.say(`reading ${part.file}`);
      const pieces = readRows(
        part,
        file,
        () => "",
        (bytes) => progress.advance(bytes),
      );
      for await (const piece of pieces) rows += piece.rows;
    }
    if (rows > 0) homeless.push({ label: file.label, rows });
  }
  return homeless;
}

async function totalBytes(folder: string): Promise<number> {
  const needed: LdbcFile[] = tables.flatMap(({ files }) => [...files]);
  const parts = await Promise.all([
    ...needed.map((file) => findParts(folder, file)),
    ...homelessFiles.map((file) => findParts(folder, file, true)),
  ]);
  return parts.flat().reduce((sum, part) => sum + part.bytes, 0);
}

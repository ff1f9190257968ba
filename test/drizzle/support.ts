import pg from "pg";
import { afterAll, expect } from "vitest";
import { archiveName, type Entity, liveName, logName } from "../../drizzle/audit/entity.ts";
import { registry } from "../../drizzle/registry.ts";
import { type Claim, writeWith } from "../../server/stores/postgres/write.ts";
import { createDatabase, type TestDatabase } from "../setup/database.ts";
import { pick, type Row, type Sample, sampleRow } from "./samples.ts";

/** Everything is read as text: what is stored, not what JavaScript makes of it. */
const asText: pg.CustomTypesConfig = { getTypeParser: () => String };

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    types: asText,
    options: "-c TimeZone=UTC -c DateStyle=ISO",
  });
  await client.connect();
  return client;
}

/** A database of the file's own, with one connection of the superuser's and one of the console's. */
export interface Stage {
  readonly database: TestDatabase;
  readonly root: pg.Client;
  readonly console: pg.Client;
  /** Audited tables besides the registry's, for the check at the end. */
  readonly probes: Entity[];
}

/** Call at the top of a file. At the file's end the whole history is checked against itself. */
export async function openStage(): Promise<Stage> {
  const database = await createDatabase();
  const stage: Stage = {
    database,
    root: await connect(database.superUrl),
    console: await connect(database.consoleUrl),
    probes: [],
  };
  afterAll(async () => {
    const contradictions = await contradictionsIn(stage.root, [...registry, ...stage.probes]);
    await stage.root.end();
    await stage.console.end();
    await database[Symbol.asyncDispose]();
    expect(contradictions).toEqual([]);
  });
  return stage;
}

export const staffClaim = {
  actorKind: "staff",
  actor: "6d3c9a52-0000-4000-8000-000000000001",
  requestId: "request-1",
  reason: "because, 'quoted'",
} satisfies Claim;

/** One transaction of the console's with a claim; resolves to its transaction id. */
export const act = (
  client: pg.ClientBase,
  work: (client: pg.ClientBase) => Promise<unknown>,
  claim: Claim = staffClaim,
): Promise<string> =>
  writeWith(client, claim, async ({ xid }) => {
    await work(client);
    return xid();
  });

/** The next number of a sample that nobody in this file has used. */
let used = 0;
export const fresh = (): number => ++used;

/** The rows of a parameter (JSON of rows as text) as a table of the entity's own types. */
export function given(entity: Entity, parameter = "$1"): string {
  const typed = entity.columns.map(
    (column) => `"${column.name}"::${column.sqlType} AS "${column.name}"`,
  );
  const texts = entity.columns.map((column) => `"${column.name}" text`);
  return `(SELECT ${typed.join(", ")} FROM jsonb_to_recordset(${parameter}) AS r(${texts.join(", ")}))`;
}

/** Rows as one INSERT … SELECT. */
export async function insertRows(
  client: pg.ClientBase,
  entity: Entity,
  rows: readonly Row[],
): Promise<void> {
  await client.query(`INSERT INTO ${liveName(entity)} SELECT * FROM ${given(entity)} g`, [
    JSON.stringify(rows),
  ]);
}

export async function insertParents(root: pg.ClientBase, samples: readonly Sample[]) {
  for (const sample of samples) {
    for (const { entity, row } of sample.parents) await insertRows(root, entity, [row]);
  }
}

/** `count` rows that are in the table, with their parents. */
export async function givenRows(root: pg.ClientBase, entity: Entity, count = 1): Promise<Row[]> {
  const samples = Array.from({ length: count }, () => sampleRow(entity, fresh()));
  await insertParents(root, samples);
  const rows = samples.map((sample) => sample.row);
  await insertRows(root, entity, rows);
  return rows;
}

/** A row with these values that is in the table, with its parents. */
export async function givenRow(root: pg.ClientBase, entity: Entity, values: Row): Promise<Row> {
  const sample = sampleRow(entity, fresh());
  await insertParents(root, [sample]);
  const row = { ...sample.row, ...values };
  await insertRows(root, entity, [row]);
  return row;
}

/** `count` rows that are not in the table; their parents are. */
export async function absentRows(root: pg.ClientBase, entity: Entity, count = 1): Promise<Row[]> {
  const samples = Array.from({ length: count }, () => sampleRow(entity, fresh()));
  await insertParents(root, samples);
  return samples.map((sample) => sample.row);
}

/** The same rows with another value in each of these columns that may have one; its parents are there. */
export async function otherValues(
  root: pg.ClientBase,
  entity: Entity,
  rows: readonly Row[],
  columns = entity.columns.filter((column) => column.tracked),
): Promise<Row[]> {
  const samples = rows.map(() => sampleRow(entity, fresh(), 1));
  await insertParents(root, samples);
  return rows.map((row, index) => ({ ...row, ...pick(samples[index]?.row ?? {}, columns) }));
}

/** One UPDATE that gives each of the rows, found by key, these columns (all that are tracked). */
export async function updateRows(
  client: pg.ClientBase,
  entity: Entity,
  rows: readonly Row[],
  columns = entity.columns.filter((column) => column.tracked).map((column) => column.name),
): Promise<void> {
  const set = columns.map((column) => `"${column}" = n."${column}"`).join(", ");
  await client.query(
    `UPDATE ${liveName(entity)} t SET ${set} FROM ${given(entity)} n WHERE ${sameKey(entity, "t", "n")}`,
    [JSON.stringify(rows)],
  );
}

/** `key = key` of the table `left` against the alias `right`. */
export const sameKey = (entity: Entity, left: string, right: string): string =>
  entity.key.map(({ name }) => `${left}."${name}" = ${right}."${name}"`).join(" AND ");

export async function deleteRows(
  client: pg.ClientBase,
  entity: Entity,
  rows: readonly Row[],
): Promise<void> {
  await client.query(
    `DELETE FROM ${liveName(entity)} t USING ${given(entity)} g WHERE ${sameKey(entity, "t", "g")}`,
    [JSON.stringify(rows)],
  );
}

/** One UPDATE that moves each row from its key to the key of the other at the same place. */
export async function rekeyRows(
  client: pg.ClientBase,
  entity: Entity,
  before: readonly Row[],
  after: readonly Row[],
): Promise<void> {
  const moves = before.map((row, index) =>
    Object.fromEntries(
      entity.key.flatMap(({ name }) => [
        [`from_${name}`, row[name]],
        [`to_${name}`, after[index]?.[name]],
      ]),
    ),
  );
  const columns = entity.key.flatMap(({ name }) => [`from_${name} text`, `to_${name} text`]);
  const set = entity.key.map(({ name, sqlType }) => `${name} = m.to_${name}::${sqlType}`);
  const where = entity.key.map(({ name, sqlType }) => `t.${name} = m.from_${name}::${sqlType}`);
  await client.query(
    `UPDATE ${liveName(entity)} t SET ${set.join(", ")}
     FROM jsonb_to_recordset($1) AS m(${columns.join(", ")}) WHERE ${where.join(" AND ")}`,
    [JSON.stringify(moves)],
  );
}

/** The live rows that have the keys of these, in the same order. */
export async function liveRows(
  root: pg.ClientBase,
  entity: Entity,
  keys: readonly Row[],
): Promise<Row[]> {
  const found: Row[] = [];
  for (const key of keys) {
    const { rows } = await root.query<Record<string, string | null>>(
      `SELECT t.* FROM ${liveName(entity)} t JOIN ${given(entity)} k ON ${sameKey(entity, "t", "k")}`,
      [JSON.stringify([key])],
    );
    found.push(...rows);
  }
  return found;
}

export async function eventsOf(root: pg.ClientBase, xid: string): Promise<Row[]> {
  const { rows } = await root.query<Record<string, string | null>>(
    "SELECT * FROM log.event WHERE xid = $1 ORDER BY sequence",
    [xid],
  );
  return rows;
}

export async function logRows(root: pg.ClientBase, entity: Entity, event: string): Promise<Row[]> {
  const { rows } = await root.query<Record<string, string | null>>(
    `SELECT * FROM ${logName(entity)} WHERE event = $1`,
    [event],
  );
  return rows;
}

export async function archiveRows(
  root: pg.ClientBase,
  entity: Entity,
  event: string,
): Promise<Row[]> {
  const { rows } = await root.query<Record<string, string | null>>(
    `SELECT * FROM ${archiveName(entity)} WHERE deleted_id = $1`,
    [event],
  );
  return rows;
}

/**
 * What the history contradicts itself in: an event whose rows are not all there, a logged or
 * archived row without its event, a table whose rows are not those inserted and not deleted.
 */
async function contradictionsIn(root: pg.ClientBase, entities: readonly Entity[]) {
  const found: string[] = [];
  for (const entity of entities) {
    const { rows } = await root.query<{ what: string }>(
      `WITH twins AS (
         SELECT event, 'log' AS twin, count(*) FROM ${logName(entity)} GROUP BY event
         UNION ALL SELECT deleted_id, 'archive', count(*) FROM ${archiveName(entity)} GROUP BY deleted_id
       ), events AS (
         SELECT sequence, CASE operation WHEN 'delete' THEN 'archive' ELSE 'log' END AS twin,
           rows AS count FROM log.event WHERE entity = $1
       )
       SELECT 'event ' || sequence || ' has ' || coalesce(e.count, 0) || ' rows, its ' || twin || ' ' ||
         coalesce(t.count, 0) AS what
       FROM events e FULL JOIN (SELECT event AS sequence, twin, count FROM twins) t USING (sequence, twin)
       WHERE e.count IS DISTINCT FROM t.count
       UNION ALL
       SELECT 'live rows: ' || l.count || ', by the log: ' || coalesce(e.count, 0) FROM (SELECT count(*) FROM ${liveName(entity)}) l,
         (SELECT sum(CASE operation WHEN 'insert' THEN rows WHEN 'delete' THEN -rows ELSE 0 END) AS count
          FROM log.event WHERE entity = $1) e
       WHERE l.count <> coalesce(e.count, 0)`,
      [entity.name],
    );
    found.push(...rows.map(({ what }) => `${entity.name}: ${what}`));
  }
  return found;
}

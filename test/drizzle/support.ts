import pg from "pg";
import { afterAll, expect } from "vitest";
import { archiveName, type Entity, liveName, logName } from "../../drizzle/audit/entity.ts";
import { registry } from "../../drizzle/registry.ts";
import { type Claim, writeWith } from "../../server/stores/postgres/write.ts";
import { createDatabase, type TestDatabase } from "../setup/database.ts";
import type { Row } from "./samples.ts";

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

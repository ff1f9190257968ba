import type pg from "pg";
import { archiveName, liveName } from "../../../drizzle/audit/entity.ts";
import { entityNamed } from "../../../drizzle/registry.ts";
import type { Broken, Merge, StagedLine } from "./tables/table.ts";

export interface Merged {
  readonly label: string;
  readonly added: number;
  /** There before this load, and left as they are now. */
  readonly kept: number;
  /** Deleted since an earlier load; a second one does not bring them back. */
  readonly leftDeleted: number;
}

/**
 * Adds the staged rows that are not there yet, by one statement, so that the log has one event for
 * them, and none when nothing is new. References are checked first, by line: PostgreSQL would name
 * only the derived id, and the targets of follows and reactions have no foreign key.
 */
export async function mergeRows(
  client: pg.ClientBase,
  merge: Merge,
  broken: Broken,
): Promise<Merged> {
  const entity = entityNamed(merge.entity);
  const live = liveName(entity);
  const archive = archiveName(entity);
  const sameKey = (other: string) =>
    entity.key.map(({ name }) => `${other}.${name} = r.${name}`).join(" AND ");
  const number = async (sql: string) => {
    const { rows } = await client.query<{ n: string }>(sql);
    return Number(rows[0]?.n);
  };
  const holdsRows = async (table: string) =>
    (await number(`SELECT count(*) AS n FROM (SELECT FROM ${table} LIMIT 1) x`)) > 0;

  if (merge.ownIds) await refuseDuplicates(client, merge, broken);
  await merge.prepare?.(client, broken);
  const all = await number(`SELECT count(*) AS n FROM (${merge.rows}) r`);
  const rows = (await holdsRows(archive))
    ? `SELECT r.* FROM (${merge.rows}) r WHERE NOT EXISTS (
        SELECT FROM ${archive} a WHERE ${sameKey("a")} AND a.restored_id IS NULL)`
    : merge.rows;
  for (const { column, field, to, what } of merge.references) {
    const missing = await firstLine(
      client,
      `(${rows}) r WHERE r.${column} IS NOT NULL
        AND NOT EXISTS (SELECT FROM ${to} t WHERE t.id = r.${column})`,
    );
    if (missing) {
      await broken(merge.from, missing, field, (id) => `${id} is not the id of ${what}`);
    }
  }
  const isThere = `EXISTS (SELECT FROM ${live} l WHERE ${sameKey("l")})`;
  const wanted = await number(`SELECT count(*) AS n FROM (${rows}) r`);
  const before = (await holdsRows(live))
    ? await number(`SELECT count(*) AS n FROM (${rows}) r WHERE ${isThere}`)
    : 0;
  const into = merge.into.join(", ");
  const inserted = await client.query(
    `INSERT INTO ${live} (${into}) SELECT ${into} FROM (${rows}) r ON CONFLICT DO NOTHING`,
  );
  const added = inserted.rowCount ?? 0;
  if (merge.clash && before + added < wanted) {
    const clashing = await firstLine(client, `(${rows}) r WHERE NOT ${isThere}`);
    const { field, problem } = merge.clash;
    if (clashing) await broken(merge.from, clashing, field, (value) => `${value}: ${problem}`);
  }
  return { label: merge.label, added, kept: before, leftDeleted: all - wanted };
}

async function firstLine(client: pg.ClientBase, from: string): Promise<StagedLine | undefined> {
  const { rows } = await client.query<StagedLine>(
    `SELECT r.part, r.line FROM ${from} ORDER BY r.part, r.line LIMIT 1`,
  );
  return rows[0];
}

async function refuseDuplicates(
  client: pg.ClientBase,
  { from }: Merge,
  broken: Broken,
): Promise<void> {
  const { rows } = await client.query(
    `SELECT id FROM ${from.table} GROUP BY id HAVING count(*) > 1 LIMIT 1`,
  );
  if (rows.length === 0) return;
  const second = await firstLine(
    client,
    `(SELECT part, line, row_number() OVER (PARTITION BY id ORDER BY part, line) AS nth
      FROM ${from.table}) r WHERE r.nth > 1`,
  );
  if (second) await broken(from, second, 0, (id) => `the id ${id} is there already, further up`);
}

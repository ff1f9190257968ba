import pg from "pg";
import { urlFor } from "../setup/test-server.ts";
import { content, forget, insertRows, makeSides, type Side, sides } from "./audit-tables.ts";
import { type Benchmark, benchDatabase } from "./benchmark.ts";
import { interleave, median, report, timed } from "./measure.ts";

const claim = {
  name: "claim",
  text: `SELECT set_config('bellamy.actor_kind', $1, true), set_config('bellamy.actor', $2, true),
    set_config('bellamy.request_id', $3, true), set_config('bellamy.reason', $4, true)`,
  values: ["staff", "7b0b5ab0-1111-4222-8333-444444444444", "0b0b5ab0-1111-4222-8333", "A reason"],
};
const bulk = 100_000;
let serial = 0;

/** Milliseconds for `count` transactions of one row, each sent in one round trip. */
async function singles(
  client: pg.Client,
  side: Side,
  operation: "insert" | "update" | "delete",
  count: number,
): Promise<number> {
  const table = sides[side];
  const first = serial;
  serial += count;
  const id = (i: number) =>
    `00000000-0000-4000-8000-${String((i * 7919) % 999983).padStart(12, "0")}`;
  const statement = {
    insert: `INSERT INTO ${table} (id, author_id, content, privacy) VALUES ($1, md5('user1')::uuid, 'Some words of a post, about as many as people write: ' || $2, 'public')`,
    update: `UPDATE ${table} SET content = 'Other words than before, and a few more of them: ' || $2 WHERE id = $1`,
    delete: `DELETE FROM ${table} WHERE id = $1 AND $2 <> ''`,
  };
  const send = (kind: keyof typeof statement, i: number) =>
    Promise.all([
      client.query({ name: "begin", text: "BEGIN" }),
      client.query(claim),
      client.query({
        name: `${side}.${kind}`,
        text: statement[kind],
        values: [id(i), `text ${i}`],
      }),
      client.query({ name: "commit", text: "COMMIT" }),
    ]);
  // Rows to change or remove are made before the clock starts, and removed after it stops.
  if (operation !== "insert") for (let i = first; i < serial; i++) await send("insert", i);
  const elapsed = await timed(async () => {
    for (let i = first; i < serial; i++) await send(operation, i);
  });
  if (operation !== "delete") for (let i = first; i < serial; i++) await send("delete", i);
  return elapsed;
}

/** One transaction that runs `sql` as a claimed write; milliseconds of the statement alone. */
async function claimed(client: pg.Client, sql: string): Promise<number> {
  await client.query("BEGIN");
  await client.query(claim);
  const elapsed = await timed(() => client.query(sql));
  await client.query("COMMIT");
  return elapsed;
}

const loop = (body: string, count: number) =>
  `DO $$ BEGIN FOR i IN 1..${count} LOOP ${body}; END LOOP; END $$`;

const loops = {
  insert: (table: string) =>
    loop(
      `INSERT INTO ${table} (id, author_id, content, privacy)
       VALUES (md5('loop' || i)::uuid, md5('user1')::uuid, ${content("i")}, 'public')`,
      4000,
    ),
  update: (table: string) =>
    loop(
      `UPDATE ${table} SET content = 'Changed ' || ${content("i")} WHERE id = md5('loop' || i)::uuid`,
      4000,
    ),
  delete: (table: string) => loop(`DELETE FROM ${table} WHERE id = md5('loop' || i)::uuid`, 4000),
};

const bulks = {
  insert: (table: string) => insertRows(table, bulk, "bulk", "private"),
  update: (table: string) =>
    `UPDATE ${table} SET content = 'Changed ' || content WHERE privacy = 'private'`,
  delete: (table: string) => `DELETE FROM ${table} WHERE privacy = 'private'`,
};
const operations = ["insert", "update", "delete"] as const;
const names = Object.keys(sides) as Side[];

async function benchSingles(client: pg.Client, root: pg.Client): Promise<void> {
  for (const commit of ["off", "on"]) {
    await client.query(`SET synchronous_commit = ${commit}`);
    for (const operation of operations) {
      await forget(root);
      for (const side of names) await singles(client, side, operation, 100);
      const count = commit === "off" ? 500 : 150;
      const times = await interleave(9, {
        audited: () => singles(client, "audited", operation, count),
        bare: () => singles(client, "bare", operation, count),
      });
      const name =
        commit === "off" ? `audit.${operation}.single` : `audit.${operation}.single.sync`;
      report(name, median(times.audited) / median(times.bare), "≤ 1.5");
    }
  }
  await client.query("SET synchronous_commit = off");
}

/** All three operations a round, in their order, so that each finds the rows it needs. */
async function benchRounds(
  client: pg.Client,
  root: pg.Client,
  statements: Record<(typeof operations)[number], (table: string) => string>,
  rounds: number,
  afterRound: (operation: (typeof operations)[number]) => Promise<void>,
): Promise<Record<(typeof operations)[number], Record<Side, number[]>>> {
  const empty = (): Record<Side, number[]> => ({ audited: [], bare: [], generic: [] });
  const times = { insert: empty(), update: empty(), delete: empty() };
  for (let round = 0; round < rounds; round++) {
    await forget(root);
    await root.query("VACUUM posts, bench.bare, bench.generic");
    await root.query("CHECKPOINT");
    for (const operation of operations) {
      for (const side of round % 2 === 0 ? names : names.toReversed()) {
        times[operation][side].push(await claimed(client, statements[operation](sides[side])));
      }
      await afterRound(operation);
    }
  }
  return times;
}

async function benchLoops(client: pg.Client, root: pg.Client): Promise<void> {
  const times = await benchRounds(client, root, loops, 9, async () => undefined);
  for (const operation of operations) {
    const { audited, generic } = times[operation];
    report(`audit.${operation}.loop.to-jsonb`, median(audited) / median(generic), "≤ 1.0");
  }
}

async function benchBulk(client: pg.Client, root: pg.Client): Promise<void> {
  const bytes: Record<string, number> = {};
  const times = await benchRounds(client, root, bulks, 7, async (operation) => {
    const twin = operation === "delete" ? "archive.posts" : "log.posts";
    const { rows } = await root.query<{ size: string }>(
      `SELECT pg_total_relation_size('${twin}') AS size`,
    );
    bytes[operation] = Number(rows[0]?.size) / bulk;
  });
  const { insert, update } = times;
  report("audit.insert.bulk", median(insert.audited) / median(insert.bare), "≤ 1.5");
  report("audit.update.bulk", median(update.audited) / median(update.bare), "≤ 1.5");
  report(
    "audit.delete.bulk.microseconds-a-row",
    (median(times.delete.audited) * 1000) / bulk,
    "≤ 6",
  );
  for (const operation of operations) {
    const { audited, generic } = times[operation];
    report(`audit.${operation}.bulk.to-jsonb`, median(audited) / median(generic));
  }
  report("audit.insert.bytes", bytes["insert"] ?? Number.NaN, "≤ 110");
  report("audit.update.bytes", (bytes["update"] ?? 0) - (bytes["insert"] ?? 0), "≤ 240");
  report("audit.archive.bytes", bytes["delete"] ?? Number.NaN, "≤ 260");
}

/** A plan cached from updates of one row must not serve an update of many (design.md). */
async function benchPlanTrap(url: string, root: pg.Client): Promise<void> {
  const run = async (warmUp: number): Promise<number> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("SET synchronous_commit = off");
    for (let i = 1; i <= warmUp; i++) {
      await claimed(
        client,
        `UPDATE posts SET content = content || '.' WHERE id = md5('base' || ${i})::uuid`,
      );
    }
    await root.query("VACUUM posts");
    const elapsed = await claimed(client, "UPDATE posts SET content = 'Changed ' || content");
    await client.end();
    return elapsed;
  };
  const times = await interleave(5, { after: () => run(10), without: () => run(0) });
  report(
    "audit.update.bulk.after-ten-singles",
    median(times.after) / median(times.without),
    "≤ 1.1",
  );
}

export const benchmark: Benchmark = async (access) => {
  const urls = await benchDatabase(access, "bench_audit");
  await makeSides(urls.superuser, bulk);
  const root = new pg.Client({ connectionString: urlFor(access, "superuser", "bench_audit") });
  const piped = new pg.Client({ connectionString: urls.console, pipeline: true });
  await Promise.all([root.connect(), piped.connect()]);
  await benchSingles(piped, root);
  await benchLoops(piped, root);
  await benchBulk(piped, root);
  await benchPlanTrap(urls.console, root);
  await Promise.all([root.end(), piped.end()]);
};

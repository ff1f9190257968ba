import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, it } from "vitest";
import { keyset, type Order } from "../../server/paging.ts";
import { Parameters } from "../../server/services/record-sql.ts";
import { where } from "../../server/services/filters.ts";
import type { Page } from "../../shared/schemas/fields.ts";
import { openApi, refusal } from "./support.ts";

const api = await openApi();
const caller = api.as("admin");
const { make } = api;

/** Every row of a list, page by page; `between` runs after each page. */
async function readAll<Row>(
  read: (cursor: string | undefined) => Promise<Page<Row>>,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Row[]> {
  const all: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor);
  return all;
}

it("gives each row once, though many were made at the same microsecond", async () => {
  const moment = new Date("2020-01-01T00:00:00Z");
  const author = await make.user();
  const made = await Promise.all(
    Array.from({ length: 23 }, () => make.post(author.id, { createdAt: moment })),
  );
  for (const direction of ["asc", "desc"] as const) {
    const rows = await readAll((cursor) =>
      caller.posts.list({
        authorId: author.id,
        sort: { by: "createdAt", direction },
        limit: 5,
        cursor,
      }),
    );
    const expected = made.map(({ id }) => id).sort();
    if (direction === "desc") expected.reverse();
    expect(rows.map(({ id }) => id)).toEqual(expected);
  }
});

it("tells apart what only microseconds tell apart", async () => {
  const author = await make.user();
  const ids = Array.from({ length: 9 }, () => randomUUID());
  await api.pool.query(
    `INSERT INTO posts (id, author_id, content, created_at)
    SELECT id, $1, 'x', '2021-01-01T00:00:00Z'::timestamptz + n * interval '1 microsecond'
    FROM unnest($2::uuid[]) WITH ORDINALITY AS made(id, n)`,
    [author.id, ids],
  );
  const rows = await readAll((cursor) =>
    caller.posts.list({ authorId: author.id, limit: 2, cursor }),
  );
  expect(rows.map(({ id }) => id)).toEqual(ids.toReversed());
});

it("neither repeats nor hides a row while others come and go", async () => {
  const author = await make.user();
  const day = (n: number) => new Date(Date.UTC(2022, 0, n));
  const made: { id: string }[] = [];
  for (let n = 1; n <= 20; n++) made.push(await make.post(author.id, { createdAt: day(n) }));
  let turn = 0;
  const rows = await readAll(
    (cursor) => caller.posts.list({ authorId: author.id, limit: 4, cursor }),
    async () => {
      // One before the place that was reached, one after it, and one that has been read goes.
      await make.post(author.id, { content: "new", createdAt: day(40 + turn) });
      await make.post(author.id, { content: "new", createdAt: day(-turn) });
      await api.pool.query("DELETE FROM posts WHERE id = $1", [made[19 - turn]?.id]);
      turn++;
    },
  );
  const seen = rows.filter(({ content }) => content !== "new").map(({ id }) => id);
  expect(seen).toEqual(made.map(({ id }) => id).toReversed());
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

it("reads comments under two writers at once and misses none that was there before", async () => {
  const author = await make.user();
  const post = await make.post(author.id);
  const place = { postId: post.id, authorId: author.id };
  const before: { id: string }[] = [];
  for (let n = 0; n < 30; n++) before.push(await make.comment(place));
  let writing = true;
  const writers = [1, 2].map(async () => {
    while (writing) await make.comment(place);
  });
  const rows = await readAll((cursor) => caller.comments.thread({ ...place, limit: 7, cursor }));
  writing = false;
  await Promise.all(writers);
  const ids = rows.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
});

it.each(["asc", "desc"] as const)("sorts NULLs %s as an index does", async (direction) => {
  const person = await make.user();
  const closed = [null, new Date("2023-01-01"), null, new Date("2023-01-02"), null, null];
  for (const closedAt of closed) await make.ticket(person.id, { closedAt });
  interface Row {
    id: string;
    closed_at: string | null;
  }
  const order: Order<Row> = {
    list: "closed",
    columns: [
      { sql: "closed_at", type: "timestamptz", nullable: true },
      { sql: "id", type: "uuid" },
    ],
    direction,
    values: (row) => [row.closed_at, row.id],
  };
  const rows = await readAll(async (cursor) => {
    const parameters = new Parameters();
    const own = `user_id = ${parameters.add(person.id)}`;
    const keys = keyset(order, {}, { cursor, limit: 1 }, parameters);
    const found = await api.pool.query<Row>(
      `SELECT id, closed_at FROM tickets ${where(own, keys.where)} ${keys.tail}`,
      parameters.values,
    );
    return keys.page(found.rows);
  });
  const whole = await api.pool.query<Row>(
    `SELECT id, closed_at FROM tickets WHERE user_id = $1 ORDER BY closed_at ${direction}, id ${direction}`,
    [person.id],
  );
  expect(rows).toEqual(whole.rows);
});

it("refuses a cursor of another list, other filters, another order, or nobody's", async () => {
  const author = await make.user();
  for (let n = 0; n < 3; n++) await make.post(author.id);
  const { nextCursor } = await caller.posts.list({ authorId: author.id, limit: 1 });
  const cursor = nextCursor ?? "";
  const calls = [
    caller.users.list({ cursor }),
    caller.posts.list({ cursor }),
    caller.posts.list({ authorId: randomUUID(), cursor }),
    caller.posts.list({
      authorId: author.id,
      cursor,
      sort: { by: "createdAt", direction: "asc" },
    }),
    caller.posts.list({ authorId: author.id, cursor: `${cursor.slice(0, -6)}AAAAAA` }),
    caller.posts.list({ authorId: author.id, cursor: "made up" }),
  ];
  for (const call of calls) {
    const { code, details } = await refusal(call);
    expect([code, details.field]).toEqual(["BAD_INPUT", "cursor"]);
  }
});

it("finds people by a part of name or e-mail, and takes % and _ for what they are", async () => {
  const odd = await make.user({ username: "o_dd%one", fullName: "Odile O'Dd" });
  await make.user({ username: "oxddyone", fullName: "Other" });
  const search = async (text: string) =>
    (await caller.users.list({ search: text })).rows.map(({ username }) => username);
  expect(await search("_dd%")).toEqual([odd.username]);
  expect(await search("ODILE")).toEqual([odd.username]);
  expect(await search("o'd")).toEqual([odd.username]);
  expect(await search("  ")).toHaveLength((await caller.users.list({})).rows.length);
  expect(await search("Od")).toEqual([odd.username]);
  expect(await search("\\")).toEqual([]);
});

it("counts exactly what is few, and anything when asked to", async () => {
  const author = await make.user();
  for (let n = 0; n < 3; n++) await make.post(author.id);
  const filter = { authorId: author.id };
  expect(await caller.posts.count(filter)).toEqual({ count: 3, exact: true });
  expect(await caller.posts.count({ ...filter, exact: true })).toEqual({ count: 3, exact: true });
  const many = caller.posts.count({ privacy: "private", exact: true });
  expect(await many).toEqual({ count: 0, exact: true });
});

it("finds the same people by whichever way a search goes", async () => {
  const root = new pg.Client({ connectionString: api.database.superUrl });
  await root.connect();
  await root.query(`INSERT INTO users (email, username, full_name, password_hash, created_at)
    SELECT n || '@crowd.example', 'crowd' || n, CASE WHEN n <= 6000 THEN 'Elder' ELSE 'Younger' END,
      'x', '2019-01-01'::timestamptz + n * interval '1 second'
    FROM generate_series(1, 30000) n`);
  await root.query("ANALYZE users");
  await root.end();
  // Many near the top; many, but all far down; a handful.
  for (const [search, expected] of [
    ["younger", 24_000],
    ["elder", 6_000],
    ["crowd2999", 11],
  ] as const) {
    const list = (cursor?: string) => caller.users.list({ search, limit: 200, cursor });
    const first = await list();
    const second = first.nextCursor ? await list(first.nextCursor) : { rows: [] };
    const { rows } = await api.pool.query<{ username: string }>(
      `SELECT username FROM users WHERE full_name ILIKE $1 OR username ILIKE $1
      ORDER BY created_at DESC, id DESC`,
      [`%${search}%`],
    );
    expect(rows).toHaveLength(expected);
    expect([...first.rows, ...second.rows].map(({ username }) => username)).toEqual(
      rows.slice(0, 400).map(({ username }) => username),
    );
  }
});

import pg from "pg";
import { listEvents } from "../../server/services/audit/events.ts";
import { timeline as recordTimeline } from "../../server/services/audit/timeline.ts";
import { listPosts } from "../../server/services/posts.ts";
import { listUsers } from "../../server/services/users.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";
import { auditList, timelineInput } from "../../shared/schemas/audit.ts";
import { postsList } from "../../shared/schemas/content.ts";
import type { Page } from "../../shared/schemas/fields.ts";
import { usersList } from "../../shared/schemas/users.ts";
import { type Benchmark, benchDatabase } from "./benchmark.ts";
import { interleave, quantile, report, timed } from "./measure.ts";

const million = 1_000_000;

/** A million users and posts, two million log rows of posts, a million and a half events. */
const fill = [
  `INSERT INTO users (id, email, username, full_name, password_hash, created_at)
   SELECT md5('user' || i)::uuid, 'person' || i || '@example.com', 'person' || i, 'Person ' || i, '!',
     now() - i * interval '20 seconds' FROM generate_series(1, ${million}) i`,
  `INSERT INTO posts (id, author_id, content, privacy, created_at)
   SELECT md5('post' || i)::uuid, md5('user' || (1 + i % 50000))::uuid, 'Post number ' || i,
     (ARRAY['public', 'friends', 'private'])[1 + i % 3], now() - i * interval '20 seconds'
   FROM generate_series(1, ${million}) i`,
  "UPDATE posts SET content = content || ', edited'",
  // As single-row writes leave them: one event each, by a few hundred actors, some unattributed.
  `INSERT INTO log.event (sequence, xid, at, entity, operation, rows, actor_kind, actor, role, request_id, attributed, marked)
   SELECT nextval('log.event_sequence'), (1000 + i / 2)::text::xid8, now() - (1500000 - i) * interval '10 seconds',
     (ARRAY['posts', 'comments', 'users', 'tickets'])[1 + i % 4],
     (ARRAY['insert', 'update', 'update', 'delete'])[1 + (i / 7) % 4], 1,
     'staff', md5('actor' || i % 300)::uuid, 'bellamy_console', md5('request' || i / 2), i % 5000 <> 0,
     i % 5000 = 0 OR (i / 7) % 4 = 3
   FROM generate_series(1, 1500000) i`,
];

type List = (cursor?: string) => Promise<Page<unknown>>;

/** The cursor after about `depth` rows, found by walking there. */
async function cursorAt(
  list: (cursor: string | undefined) => Promise<Page<unknown>>,
  depth: number,
) {
  let cursor: string | undefined;
  for (let seen = 0; seen < depth; ) {
    const page = await list(cursor);
    seen += page.rows.length;
    if (!page.nextCursor) throw new Error("The list ended before the depth that was asked for");
    cursor = page.nextCursor;
  }
  return cursor;
}

/** The cursor is found by larger pages: their size is no part of it. */
async function benchList(name: string, list: (limit: number) => List, filtered: List) {
  const deep = await cursorAt(list(200), 100_000);
  const page = list(50);
  const times = await interleave(60, {
    first: () => timed(() => page()),
    deep: () => timed(() => page(deep)),
    filtered: () => timed(() => filtered()),
  });
  const p95 = (values: readonly number[]) => quantile(values.slice(5), 0.95);
  report(`paging.${name}.first.p95-ms`, p95(times.first), "≤ 50");
  report(`paging.${name}.deep.p95-ms`, p95(times.deep), "≤ 50");
  report(`paging.${name}.filtered.p95-ms`, p95(times.filtered), "≤ 50");
  report(
    `paging.${name}.deep-to-first`,
    quantile(times.deep, 0.5) / quantile(times.first, 0.5),
    "≤ 1.5",
  );
}

export const benchmark: Benchmark = async (access) => {
  const urls = await benchDatabase(access, "bench_paging");
  const root = new pg.Client({ connectionString: urls.superuser });
  await root.connect();
  for (const sql of fill) await root.query(sql);
  await root.query("VACUUM ANALYZE");
  const pool = openPool({ url: urls.console });
  await benchList(
    "users",
    (limit) => (cursor) => listUsers(pool, usersList.parse({ cursor, limit })),
    () => listUsers(pool, usersList.parse({ search: "person4242" })),
  );
  await benchList(
    "posts",
    (limit) => (cursor) => listPosts(pool, postsList.parse({ cursor, limit })),
    () => listPosts(pool, postsList.parse({ privacy: "friends" })),
  );
  const { rows } = await root.query<{ id: string }>("SELECT md5('actor7')::uuid::text AS id");
  await benchList(
    "events",
    (limit) => (cursor) => listEvents(pool, auditList.parse({ cursor, limit })),
    () => listEvents(pool, auditList.parse({ actor: rows[0]?.id, operation: "delete" })),
  );
  let post = 0;
  const { timeline } = await interleave(200, {
    timeline: async () => {
      post = (post + 7919) % million;
      const found = await root.query<{ id: string }>(`SELECT md5('post' || $1::int)::uuid AS id`, [
        post + 1,
      ]);
      const input = timelineInput.parse({ entity: "posts", key: found.rows[0]?.id });
      return timed(() => recordTimeline(pool, input));
    },
  });
  report("paging.timeline.p95-ms", quantile(timeline.slice(10), 0.95), "≤ 5");
  await pool.end();
  await root.end();
};

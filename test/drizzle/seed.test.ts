import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { checkDatabase } from "../../drizzle/check.ts";
import { registry } from "../../drizzle/registry.ts";
import { seedDemo } from "../../server/seed/seed-demo.ts";
import { fingerprint } from "../fixtures/fingerprint.ts";
import { createDatabase } from "../setup/database.ts";
import { connect, openStage } from "./support.ts";

const until = Date.parse("2026-03-01T00:00:00Z");

describe("the demo of 150 people", async () => {
  const { database, root } = await openStage();
  const seed = (more: object = {}) => seedDemo({ ...database, users: 150, until, ...more });
  const number = async (sql: string) => {
    const { rows } = await root.query<{ n: string }>(`SELECT (${sql}) AS n`);
    return Number(rows[0]?.n);
  };

  beforeAll(async () => {
    expect(await seed({ ifEmpty: true })).toBe("made");
  });

  test("every entity has rows, and the log every operation", async () => {
    for (const entity of registry) {
      const rows = await number(`SELECT count(*) FROM log.event WHERE entity = '${entity.name}'`);
      expect([entity.name, rows > 0]).toEqual([entity.name, true]);
    }
    expect(await number("SELECT count(*) FROM users")).toBeGreaterThanOrEqual(145);
    expect(await number("SELECT count(DISTINCT operation) FROM log.event")).toBe(3);
  });

  test("a few have many friends", async () => {
    const friends = `SELECT u.id, count(f.id) AS n FROM users u
      LEFT JOIN friendships f ON u.id IN (f.user_id, f.friend_id) GROUP BY u.id`;
    const most = await number(`SELECT max(n) FROM (${friends}) x`);
    const middle = await number(
      `SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY n) FROM (${friends}) x`,
    );
    expect(most).toBeGreaterThan(4 * middle);
  });

  test("threads are deep, and one has several hundred comments", async () => {
    expect(
      await number("SELECT max(n) FROM (SELECT count(*) n FROM comments GROUP BY post_id) x"),
    ).toBeGreaterThan(250);
    const depth = `WITH RECURSIVE t AS (
        SELECT id, 1 AS depth FROM comments WHERE parent_comment_id IS NULL
        UNION ALL SELECT c.id, depth + 1 FROM comments c JOIN t ON c.parent_comment_id = t.id
      ) SELECT max(depth) FROM t`;
    expect(await number(depth)).toBeGreaterThan(7);
  });

  test("a thread of 40 comments was deleted by staff, with a reason; another came back", async () => {
    const cohorts = (restored: string) =>
      number(`SELECT max(n) FROM (SELECT count(*) n FROM archive.comments a
        JOIN log.event e ON e.sequence = a.deleted_id
        WHERE e.actor_kind = 'staff' AND e.reason IS NOT NULL AND a.restored_id IS ${restored}
        GROUP BY e.xid) x`);
    expect(await cohorts("NULL")).toBeGreaterThanOrEqual(40);
    expect(await cohorts("NOT NULL")).toBeGreaterThanOrEqual(20);
    expect(
      await number("SELECT count(*) FROM archive.users WHERE restored_id IS NULL"),
    ).toBeGreaterThan(0);
  });

  test("staff, jobs and nobody in particular have written", async () => {
    const { rows } = await root.query(
      `SELECT actor_kind, role, attributed, count(DISTINCT actor) AS actors FROM log.event
      GROUP BY 1, 2, 3 ORDER BY 1, 2`,
    );
    expect(rows).toEqual([
      { actor_kind: "job", role: "bellamy_console", attributed: "t", actors: expect.anything() },
      { actor_kind: "none", role: "bellamy_owner", attributed: "f", actors: "0" },
      { actor_kind: "staff", role: "bellamy_console", attributed: "t", actors: "4" },
      { actor_kind: "staff", role: "bellamy_owner", attributed: "f", actors: "1" },
    ]);
    // The actor is an account, so that the console can name it.
    expect(
      await number(`SELECT count(*) FROM log.event e WHERE actor_kind = 'staff'
        AND NOT EXISTS (SELECT FROM staff.accounts a WHERE a.id::text = e.actor)`),
    ).toBe(0);
  });

  test("the log is in order, over months, marked as demo, and no younger than its end", async () => {
    const { rows } = await root.query(
      `SELECT bool_and(demo) AS demo, max(at) <= $1 AS old, max(at) > $1::timestamptz - interval '1 day' AS fresh,
        max(at) - min(at) > interval '7 months' AS long, bool_or(at < before) AS backwards
      FROM (SELECT *, lag(at) OVER (ORDER BY sequence) AS before FROM log.event) e`,
      [new Date(until).toISOString()],
    );
    expect(rows[0]).toEqual({ demo: "t", old: "t", fresh: "t", long: "t", backwards: "f" });
    expect(
      await number(`SELECT count(*) FROM archive.posts a JOIN log.event e ON e.sequence = a.deleted_id
        WHERE a.deleted_at <> e.at OR a.created_at > a.deleted_at`),
    ).toBe(0);
  });

  test("tickets are about posts that were there, and staff has answered", async () => {
    expect(
      await number(`SELECT count(*) FROM tickets t WHERE about_type = 'posts' AND NOT EXISTS (
        SELECT FROM log.posts p WHERE p.id = t.about_id)`),
    ).toBe(0);
    expect(await number("SELECT count(DISTINCT status) FROM tickets")).toBe(4);
    expect(
      await number("SELECT count(*) FROM ticket_messages WHERE staff_id IS NOT NULL"),
    ).toBeGreaterThan(30);
  });

  test("no function, and no difference to the registry, is left behind", async () => {
    expect(await number("SELECT count(*) FROM pg_proc WHERE proname LIKE '%demo%'")).toBe(0);
    const client = new pg.Client({ connectionString: database.superUrl });
    await client.connect();
    expect(await checkDatabase(client)).toEqual([]);
    await client.end();
  });

  test("nobody can sign in as a person of the demo", async () => {
    expect(await number("SELECT count(*) FROM users WHERE password_hash <> '!'")).toBe(0);
  });

  test("again: nothing to do; another number of people needs another seed", async () => {
    const before = await fingerprint(root);
    expect(await seed({ ifEmpty: true })).toBe("not empty");
    expect(await seed()).toBe("there already");
    await expect(seed({ users: 151 })).rejects.toThrow("--seed 8");
    expect(await fingerprint(root)).toEqual(before);
  });

  test("another seed and a large one come on top", async () => {
    expect(await seed({ seed: 8, users: 10 })).toBe("made");
    expect(await seed({ users: 200, large: true })).toBe("made");
    expect(await number("SELECT count(*) FROM users")).toBeGreaterThan(350);
  });

  test("in production it is refused, and nothing is made for it", async () => {
    await using empty = await createDatabase();
    process.env.NODE_ENV = "production";
    try {
      const refused = seedDemo({ ...empty, users: 1, until });
      await expect(refused).rejects.toThrow("There is no demo data in production");
    } finally {
      process.env.NODE_ENV = "test";
    }
    const client = await connect(empty.superUrl);
    const { rows } = await client.query("SELECT to_regclass('demo.seed') AS made");
    await client.end();
    expect(rows).toEqual([{ made: null }]);
  });
});

describe("the same seed", () => {
  const make = async (options: {
    seed?: number;
    users: number;
    large?: boolean;
    until?: number;
  }) => {
    await using database = await createDatabase();
    await seedDemo({ until, ...database, ...options });
    const client = await connect(database.superUrl);
    try {
      return await fingerprint(client);
    } finally {
      await client.end();
    }
  };

  test("gives the same data and the same history, another one gives others", async () => {
    const first = await make({ users: 25 });
    expect(await make({ users: 25 })).toEqual(first);
    const other = await make({ users: 25, seed: 9 });
    for (const name of ["users", "posts", "comments", "reactions", "tickets"]) {
      expect(other[name]).not.toEqual(first[name]);
    }
  });

  test("gives the same data in large, too", async () => {
    const first = await make({ users: 120, large: true });
    expect(await make({ users: 120, large: true })).toEqual(first);
    expect(first.comments).toMatch(/^[1-9]\d{3} /);
  });
});

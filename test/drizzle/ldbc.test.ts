import { beforeAll, describe, expect, test } from "vitest";
import { writeWith } from "../../server/stores/postgres/write.ts";
import { loadLdbc } from "../../server/seed/ldbc/load-ldbc.ts";
import { describeLoad } from "../../server/seed/ldbc/summary.ts";
import { writeLdbc } from "../fixtures/ldbc.ts";
import { openStage, staffClaim } from "./support.ts";

describe("the data set of three people", async () => {
  const { database, root, console } = await openStage();
  const events = async () =>
    (
      await root.query(
        "SELECT entity, operation, rows, actor_kind, actor, attributed FROM log.event",
      )
    ).rows;
  const load = async (path: string) => loadLdbc({ consoleUrl: database.consoleUrl, folder: path });
  const one = async (sql: string) => (await root.query(sql)).rows[0];

  beforeAll(async () => {
    await using data = await writeLdbc();
    await load(data.path);
  });

  test("people: derived user name, first e-mail, no way to sign in, their own times", async () => {
    const { rows } = await root.query(
      "SELECT username, email, full_name, password_hash, created_at FROM users ORDER BY created_at",
    );
    expect(rows).toEqual([
      {
        username: "jose.nunez.2t",
        email: "jose@first.example",
        full_name: "José Núñez",
        password_hash: "!",
        created_at: "2010-01-02 03:04:05.678+00",
      },
      expect.objectContaining({ username: "ada.moreau.2u", email: "ada@first.example" }),
      expect.objectContaining({
        username: "person.1y2p0ij32e8e7",
        email: "person.1y2p0ij32e8e7@ldbc.invalid",
        full_name: "李 伟",
      }),
    ]);
  });

  test("a friendship stated in both directions is one row, the smaller id first", async () => {
    expect(await one("SELECT count(*), bool_and(user_id < friend_id) FROM friendships")).toEqual({
      count: "2",
      bool_and: "t",
    });
  });

  test("an image makes a post with a media row; a text arrives as it is", async () => {
    const { rows } = await root.query(
      `SELECT p.content, m.url, m.type, m.user_id = p.author_id AS own
      FROM posts p LEFT JOIN media m ON m.post_id = p.id ORDER BY p.created_at`,
    );
    expect(rows).toEqual([
      { content: "Back\\slash, tab\tand “quotes”", url: null, type: null, own: null },
      { content: "", url: "https://images.ldbc.invalid/photo502.jpg", type: "image", own: "t" },
    ]);
  });

  test("replies hang where they belong, and on the post of their root", async () => {
    const { rows } = await root.query(
      `SELECT c.content, p.content AS parent, o.content LIKE 'Back%' AS right_post
      FROM comments c JOIN posts o ON o.id = c.post_id
      LEFT JOIN comments p ON p.id = c.parent_comment_id ORDER BY c.created_at`,
    );
    expect(rows).toEqual([
      { content: "first", parent: null, right_post: "t" },
      { content: "second", parent: "first", right_post: "t" },
      { content: "third", parent: "second", right_post: "t" },
    ]);
  });

  test("likes, interests and members become reactions and follows", async () => {
    const { rows } = await root.query(
      `SELECT target_type, type, created_at FROM reactions
      UNION ALL SELECT target_type, 'follow', max(created_at) FROM follows GROUP BY target_type
      ORDER BY 2, 1`,
    );
    expect(rows).toEqual([
      { target_type: "blog", type: "follow", created_at: "2010-02-03 00:00:00+00" },
      { target_type: "hashtag", type: "follow", created_at: "2010-01-03 00:00:00+00" },
      { target_type: "comment", type: "like", created_at: "2010-03-05 00:00:00+00" },
      { target_type: "post", type: "like", created_at: "2010-03-02 00:00:00+00" },
    ]);
    expect(await one("SELECT title, content FROM blogs")).toMatchObject({
      title: "Wall of José Núñez",
    });
  });

  test("the log names the loader, once a file and table, in one transaction", async () => {
    const loader = { actor_kind: "job", actor: "load:ldbc", attributed: "t", operation: "insert" };
    const expected: [string, string][] = [
      ["users", "3"],
      ["hashtags", "2"],
      ["friendships", "2"],
      ["follows", "3"],
      ["blogs", "1"],
      ["follows", "1"],
      ["posts", "2"],
      ["media", "1"],
      ["post_hashtags", "2"],
      ["comments", "3"],
      ["reactions", "1"],
      ["reactions", "1"],
    ];
    expect(await events()).toEqual(expected.map(([entity, rows]) => ({ entity, rows, ...loader })));
    expect(await one("SELECT count(DISTINCT xid) FROM log.event")).toEqual({ count: "1" });
  });

  test("a second load writes nothing; the summary says what has no home", async () => {
    const before = await events();
    await using data = await writeLdbc();
    const summary = await load(data.path);
    expect(await events()).toEqual(before);
    expect(summary.loaded.reduce((sum, one) => sum + one.added, 0)).toBe(0);
    const homeless = Object.fromEntries(summary.homeless.map(({ label, rows }) => [label, rows]));
    expect(homeless).toMatchObject({
      "e-mail addresses beyond a person's first": 1,
      organisations: 2,
      "tag classes": 1,
      "hashtags of forums": 1,
      "hashtags of comments": 1,
    });
    expect(describeLoad(summary, 1)[0]).toMatch(/^Nothing new/);
  });

  test("two loads at once: one waits, and nothing is doubled", async () => {
    await using data = await writeLdbc();
    await Promise.all([load(data.path), load(data.path)]);
    expect(await one("SELECT count(*) FROM users")).toEqual({ count: "3" });
  });

  test("what staff changed or deleted since stays changed and deleted", async () => {
    await writeWith(console, staffClaim, async ({ client }) => {
      await client.query("UPDATE users SET full_name = 'Another name' WHERE username LIKE 'ada%'");
      await client.query("DELETE FROM posts WHERE content LIKE 'Back%'");
    });
    await using data = await writeLdbc();
    const summary = await load(data.path);
    // A post, three comments, two reactions, two hashtags.
    expect(summary.loaded.reduce((sum, one) => sum + one.leftDeleted, 0)).toBe(8);
    expect(await one("SELECT count(*) FROM posts")).toEqual({ count: "1" });
    expect(await one("SELECT full_name FROM users WHERE username LIKE 'ada%'")).toEqual({
      full_name: "Another name",
    });
  });

  test("a file in several parts, with Windows line ends and no last newline", async () => {
    await using data = await writeLdbc({
      "static/tag_0_0.csv": "id|name|url|hasType\r\n1|Hamid_Karzai|u|21\r\n2|Rumi|u|21\r\n",
      "static/tag_1_0.csv": "\uFEFFid|name|url|hasType\n3|Third_tag|u|21",
    });
    const summary = await load(data.path);
    expect(summary.loaded.filter((one) => one.added > 0)).toEqual([
      { label: "hashtags", added: 1, kept: 2, leftDeleted: 0 },
    ]);
    expect(await one("SELECT name FROM hashtags ORDER BY name DESC LIMIT 1")).toEqual({
      name: "Third_tag",
    });
  });
});

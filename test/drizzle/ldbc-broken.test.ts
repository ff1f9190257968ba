import { beforeAll, expect, test } from "vitest";
import { loadLdbc } from "../../server/seed/ldbc/load-ldbc.ts";
import { tinyLdbc, withLine, writeLdbc } from "../fixtures/ldbc.ts";
import { openStage } from "./support.ts";

const { database, root } = await openStage();

/** Everything that a load could leave behind. */
async function traces(): Promise<unknown> {
  const { rows } = await root.query(
    `SELECT (SELECT count(*) FROM log.event) AS events, (SELECT count(*) FROM users) AS users,
      (SELECT count(*) FROM comments) AS comments,
      (SELECT array_agg(relname) FROM pg_class WHERE relnamespace = 'jobs'::regnamespace) AS staged`,
  );
  return rows[0];
}

const nothing = { events: "0", users: "0", comments: "0", staged: null };
beforeAll(async () => {
  expect(await traces()).toEqual(nothing);
});

const time = "2010-05-01T00:00:00.000+0000";
const post = (field: number, value: string | null) => {
  const fields = `503||${time}|10.0.0.1|Firefox|en|text|4|101|301|7`.split("|");
  if (value === null) fields.splice(field - 1, 1);
  else fields[field - 1] = value;
  return withLine("dynamic/post_0_0.csv", fields.join("|"));
};
const comment = (field: number, value: string, more: [number, string][] = []) => {
  const fields = `604|${time}|10.0.0.1|Firefox|text|4|101|7|501|`.split("|");
  for (const [at, text] of [[field, value] as const, ...more]) fields[at - 1] = text;
  return withLine("dynamic/comment_0_0.csv", fields.join("|"));
};
const bytes = (name: string, text: string) => ({
  [name]: Buffer.concat([Buffer.from(tinyLdbc[name] ?? ""), Buffer.from(text, "latin1")]),
});

const broken: [what: string, changes: Record<string, string | Buffer | null>, message: string][] = [
  [
    "a field too few",
    post(2, null),
    "dynamic/post_0_0.csv, line 4, column 11: has 10 fields; expected 11",
  ],
  ["a field too many", post(7, "a|b"), "dynamic/post_0_0.csv, line 4, column 12: has 12 fields"],
  [
    "an empty line",
    withLine("static/tag_0_0.csv", "", 3),
    "static/tag_0_0.csv, line 3, column 2: has 1 field;",
  ],
  [
    "a letter in an id",
    post(1, "5o3"),
    'dynamic/post_0_0.csv, line 4, column 1 (id): "5o3" is no id',
  ],
  [
    "a number of 65 bits",
    post(1, "9223372036854775808"),
    "dynamic/post_0_0.csv, line 4, column 1 (id): ",
  ],
  [
    "an id with a leading zero",
    post(9, "0101"),
    "dynamic/post_0_0.csv, line 4, column 9 (creator): ",
  ],
  [
    "a day that no month has",
    post(3, "2010-02-30T00:00:00.000+0000"),
    "dynamic/post_0_0.csv, line 4, column 3 (creationDate): ",
  ],
  [
    "an hour that no day has",
    post(3, "2010-02-20T24:00:00.000+0000"),
    "dynamic/post_0_0.csv, line 4, column 3 (creationDate): ",
  ],
  [
    "a time without its zone",
    post(3, "2010-02-20 12:00:00"),
    "dynamic/post_0_0.csv, line 4, column 3 (creationDate): ",
  ],
  [
    "bytes that are no UTF-8",
    bytes("static/tag_0_0.csv", "3|Caf\xe9|u|21\n"),
    "static/tag_0_0.csv, line 4, column 2: is not valid UTF-8",
  ],
  [
    "a NUL byte",
    bytes("static/tag_0_0.csv", "3|a|u\0|21\n"),
    "static/tag_0_0.csv, line 4, column 3: holds a NUL byte",
  ],
  [
    "a name longer than its column",
    withLine("static/tag_0_0.csv", `3|${"x".repeat(101)}|u|21`),
    "static/tag_0_0.csv, line 4, column 2 (name): ",
  ],
  [
    "an address without an @",
    withLine("dynamic/person_email_emailaddress_0_0.csv", "101|nobody"),
    "dynamic/person_email_emailaddress_0_0.csv, line 5, column 2 (email): ",
  ],
  [
    "an author that is not there",
    post(9, "999"),
    "dynamic/post_0_0.csv, line 4, column 9 (creator): 999 is not the id of a person",
  ],
  [
    "a like of nothing",
    withLine("dynamic/person_likes_post_0_0.csv", `101|999|${time}`),
    "dynamic/person_likes_post_0_0.csv, line 3, column 2 (Post.id): 999 is not the id of a post",
  ],
  [
    "a like of a comment as of a post",
    withLine("dynamic/person_likes_post_0_0.csv", `101|601|${time}`),
    "dynamic/person_likes_post_0_0.csv, line 3, column 2 (Post.id): 601 is not the id of a post",
  ],
  [
    "a tag that is not there",
    withLine("dynamic/post_hasTag_tag_0_0.csv", "502|9"),
    "dynamic/post_hasTag_tag_0_0.csv, line 4, column 2 (Tag.id): 9 is not the id of a tag",
  ],
  [
    "an address of nobody",
    withLine("dynamic/person_email_emailaddress_0_0.csv", "999|a@b.example"),
    "dynamic/person_email_emailaddress_0_0.csv, line 5, column 1 (Person.id): 999",
  ],
  [
    "a reply to no comment",
    comment(9, "", [[10, "999"]]),
    "dynamic/comment_0_0.csv, line 5, column 10 (replyOfComment): 999 is not the id of a comment",
  ],
  [
    "a reply to itself",
    comment(9, "", [[10, "604"]]),
    "dynamic/comment_0_0.csv, line 5, column 10 (replyOfComment): the replies above 604 form a circle",
  ],
  [
    "a reply to a post and to a comment",
    comment(10, "601"),
    "dynamic/comment_0_0.csv, line 5, column 10 (replyOfComment): expected either",
  ],
  [
    "an id twice",
    comment(1, "601"),
    "dynamic/comment_0_0.csv, line 5, column 1 (id): the id 601 is there already, further up",
  ],
  [
    "a hashtag's name twice",
    withLine("static/tag_0_0.csv", "3|Rumi|u|21"),
    "static/tag_0_0.csv, line 4, column 2 (name): Rumi: another hashtag has this name already",
  ],
  [
    "an e-mail address of two people",
    withLine("dynamic/person_email_emailaddress_0_0.csv", "102|jose@first.example", 4),
    "dynamic/person_0_0.csv, line 3, column 1 (id): 102: the e-mail address",
  ],
  [
    "a friend of oneself",
    withLine("dynamic/person_knows_person_0_0.csv", `101|101|${time}`),
    "dynamic/person_knows_person_0_0.csv, line 5, column 2 (Person.id): ",
  ],
  [
    "another header",
    withLine("dynamic/forum_0_0.csv", "id|name|creationDate|moderator", 1),
    "dynamic/forum_0_0.csv, line 1, column 2 (title): the header says",
  ],
  ["an empty file", { "dynamic/forum_0_0.csv": "" }, "dynamic/forum_0_0.csv, line 1: is empty"],
  [
    "a broken line where nothing is loaded from",
    withLine("static/place_0_0.csv", "8|Herat"),
    "static/place_0_0.csv, line 3, column 3: has 2 fields; expected 5",
  ],
  [
    "a file that is missing",
    { "dynamic/forum_0_0.csv": null },
    "dynamic/forum_0_0.csv is not there",
  ],
];

test.each(broken)(
  "%s is reported by file, line and column, and leaves nothing",
  async (_, changes, message) => {
    await using data = await writeLdbc(changes);
    const load = loadLdbc({ consoleUrl: database.consoleUrl, folder: data.path });
    await expect(load).rejects.toThrow(message);
    expect(await traces()).toEqual(nothing);
  },
);

test("after all of it the whole data set loads", async () => {
  await using data = await writeLdbc();
  await loadLdbc({ consoleUrl: database.consoleUrl, folder: data.path });
  expect(await traces()).toEqual({ events: "12", users: "3", comments: "3", staged: null });
});

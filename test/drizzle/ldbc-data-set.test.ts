import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { loadLdbc } from "../../server/seed/ldbc/load-ldbc.ts";
import { projectRoot } from "../setup/build.ts";
import { openStage } from "./support.ts";

const folder = process.env.LDBC_DIR ?? resolve(projectRoot, "../shared/ldbc-snb");
const isThere = existsSync(folder);
const why = isThere ? "" : " (skipped: no ../shared/ldbc-snb; LDBC_DIR names another folder)";
const stage = isThere ? await openStage() : undefined;

test.skipIf(!isThere)(
  `the LDBC SNB data set is loaded whole, and a second time changes nothing${why}`,
  async () => {
    if (!stage) return;
    const { database, root } = stage;
    const load = async () => loadLdbc({ consoleUrl: database.consoleUrl, folder });
    const first = await load();
    expect(Object.fromEntries(first.loaded.map(({ label, added }) => [label, added]))).toEqual({
      people: 222,
      hashtags: 16_080,
      friendships: 825,
      "follows of hashtags (interests)": 4_777,
      "blogs (forums)": 805,
      "follows of blogs (forum members)": 3_584,
      posts: 5_924,
      "media files (images of posts)": 5_692,
      "hashtags of posts": 683,
      comments: 2_218,
      "reactions to posts (likes)": 759,
      "reactions to comments (likes)": 624,
    });
    const history = "SELECT count(*), max(sequence) FROM log.event";
    const before = (await root.query(history)).rows[0];
    const second = await load();
    expect(second.loaded.map(({ added }) => added)).toEqual(first.loaded.map(() => 0));
    expect(second.loaded.map(({ kept }) => kept)).toEqual(first.loaded.map(({ added }) => added));
    expect((await root.query(history)).rows[0]).toEqual(before);
  },
);

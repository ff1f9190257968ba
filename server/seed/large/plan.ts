import { copyRows } from "../copy-rows.ts";
import { hour, job, platform, type Staff, staffClaim } from "../demo/world.ts";
import type { Settings } from "../state.ts";
import type { Step } from "../steps.ts";
import { contentTables } from "./content.ts";
import { peopleTables } from "./people.ts";
import { Scale, type Slice } from "./scale.ts";
import { supportTables } from "./support.ts";
import { tagIds, tags } from "./text.ts";

/**
 * A year of a large network: slice after slice is copied in, each in a transaction of its own, and
 * a little of it is changed and deleted after. Nothing but the slice's number is kept in memory.
 */
export function* planLarge(settings: Settings, staff: Staff): Generator<Step> {
  const scale = new Scale(settings);
  const tables = [...peopleTables(scale), ...contentTables(scale), ...supportTables(scale, staff)];
  yield {
    at: (scale.slices[0]?.start ?? settings.until) - hour,
    claim: platform,
    statements: [
      {
        text: `INSERT INTO hashtags (id, name, created_at)
          SELECT id, name, $3 FROM unnest($1::uuid[], $2::text[]) AS t (id, name)
          ON CONFLICT DO NOTHING`,
        values: [tagIds, tags, new Date(scale.slices[0]?.start ?? settings.until).toISOString()],
      },
    ],
  };
  for (const slice of scale.slices) {
    yield {
      at: slice.end,
      claim: platform,
      name: `part ${slice.index + 1} of ${scale.slices.length}`,
      async run({ client }) {
        for (const { target, lines } of tables) await copyRows(client, target, lines(slice));
      },
    };
    yield* changes(scale, slice, staff);
  }
}

function* changes(scale: Scale, slice: Slice, staff: Staff): Generator<Step> {
  /** Every so many posts of the slice, beginning with the nth. */
  const some = (every: number, nth: number) => {
    const ids: string[] = [];
    for (let post = slice.posts.from + nth; post < slice.posts.to; post += every) {
      ids.push(scale.id("post", post));
    }
    return ids;
  };
  const at = slice.end;
  yield {
    at: at + 1_000,
    claim: platform,
    statements: [
      {
        text: "UPDATE posts SET content = content || ' (edited)', updated_at = $2 WHERE id = ANY($1)",
        values: [some(200, 3), new Date(at).toISOString()],
      },
    ],
  };
  yield {
    at: at + 2_000,
    claim: job("platform-sync", "Deleted by their authors"),
    statements: [{ text: "DELETE FROM posts WHERE id = ANY($1)", values: [some(900, 5)] }],
  };
  yield {
    at: at + 3_000,
    claim: staffClaim(staff.compliance, "Advertising, a network of accounts"),
    statements: [{ text: "DELETE FROM posts WHERE id = ANY($1)", values: [some(2_100, 11)] }],
  };
}

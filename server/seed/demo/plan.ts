import type pg from "pg";
import { registry } from "../../../drizzle/registry.ts";
import type { Step } from "../steps.ts";
import { addBlogs } from "./blogs.ts";
import { addComments } from "./comments.ts";
import { endPeople, endPosts } from "./deletions.ts";
import { addEdits, addUnattributed } from "./edits.ts";
import { addBlocks, addFollows, addFriends } from "./friends.ts";
import { addPeople } from "./people.ts";
import { addPosts } from "./posts.ts";
import { addReactions } from "./reactions.ts";
import { addInsults, addSpam } from "./spam.ts";
import { addTickets } from "./tickets.ts";
import { addUpkeep } from "./upkeep.ts";
import {
  type Answer,
  addTags,
  emptyWorld,
  type Fact,
  hour,
  platform,
  type Row,
  type Staff,
} from "./world.ts";

/** What the platform wrote within so much time travels together. */
const longestBatch = 12 * hour;

/**
 * The demo's history as steps in the order in which they happened. What ends is decided before what
 * could refer to it, so that each step finds what it needs.
 */
export function planDemo(options: {
  seed: number;
  users: number;
  until: number;
  staff: Staff;
}): Step[] {
  const world = emptyWorld(options.seed, options.until, options.staff);
  addTags(world);
  addPeople(world, options.users);
  endPeople(world);
  addFriends(world);
  addBlocks(world);
  addBlogs(world);
  addFollows(world);
  addPosts(world);
  endPosts(world);
  addComments(world);
  addReactions(world);
  addSpam(world);
  addInsults(world);
  addTickets(world);
  addEdits(world);
  addUnattributed(world);
  addUpkeep(world);
  return inOrder(world.facts, world.answers, world.acts);
}

function inOrder(facts: Fact[], answers: Answer[], acts: readonly Step[]): Step[] {
  const time = (a: { at: number }, b: { at: number }) => a.at - b.at;
  facts.sort(time);
  answers.sort(time);
  const steps: Step[] = [];
  let fact = 0;
  let answer = 0;
  /** Everything that is older than `end`, and not older than twelve hours than the first of it. */
  const batchUntil = (end: number) => {
    for (;;) {
      const first = Math.min(facts[fact]?.at ?? Infinity, answers[answer]?.at ?? Infinity);
      if (first === Infinity || first > end) return;
      const last = Math.min(end, first + longestBatch);
      const someFacts: Fact[] = [];
      const someAnswers: Answer[] = [];
      for (let next = facts[fact]; next && next.at <= last; next = facts[++fact])
        someFacts.push(next);
      for (let next = answers[answer]; next && next.at <= last; next = answers[++answer]) {
        someAnswers.push(next);
      }
      const at = Math.max(someFacts.at(-1)?.at ?? 0, someAnswers.at(-1)?.at ?? 0);
      steps.push(batch(at, someFacts, someAnswers));
    }
  };
  for (const act of acts.toSorted(time)) {
    batchUntil(act.at);
    steps.push(act);
  }
  batchUntil(Infinity);
  return steps;
}

function batch(at: number, facts: readonly Fact[], answers: readonly Answer[]): Step {
  const tables = new Map<string, Fact[]>();
  for (const fact of facts) {
    const rows = tables.get(fact.table);
    if (rows) rows.push(fact);
    else tables.set(fact.table, [fact]);
  }
  return {
    at,
    claim: platform,
    statements: [
      ...registry.flatMap(({ table }) => {
        const rows = tables.get(table)?.map(({ row }) => row);
        return rows ? [insertRows(table, rows)] : [];
      }),
      ...(answers.length > 0 ? [answerRequests(answers)] : []),
    ],
  };
}

/** Another seed may have brought the same hashtags. */
const shared = " ON CONFLICT DO NOTHING";

function insertRows(table: string, rows: readonly Row[]): pg.QueryConfig {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  return {
    name: `seed ${table}`,
    text: `INSERT INTO ${table} (${columns}) SELECT ${columns}
      FROM json_populate_recordset(NULL::${table}, $1)${table === "hashtags" ? shared : ""}`,
    values: [JSON.stringify(rows, withTimes)],
  };
}

const answerRequests = (answers: readonly Answer[]): pg.QueryConfig => ({
  name: "seed answers",
  text: `UPDATE friend_requests r SET status = a.status, updated_at = a.at
    FROM json_to_recordset($1) AS a (id uuid, status text, at timestamptz) WHERE r.id = a.id`,
  values: [JSON.stringify(answers, withTimes)],
});

/** Times are milliseconds until they leave for the database. */
const withTimes = (key: string, value: unknown) =>
  typeof value === "number" && (key === "at" || key.endsWith("_at"))
    ? new Date(value).toISOString()
    : value;

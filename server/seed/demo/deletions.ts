import { restoreCohort } from "../restore-cohort.ts";
import type { Claim } from "../../stores/postgres/write.ts";
import {
  type Comment,
  day,
  hour,
  job,
  type Post,
  staffClaim,
  type Thing,
  type World,
} from "./world.ts";

type Random = ReturnType<World["random"]>;

/** Ends a thing at a time, in a transaction of its own; nothing is generated that comes later. */
export function remove(
  world: World,
  table: "users" | "posts" | "comments" | "blogs",
  thing: Thing,
  at: number,
  claim: Claim | null,
): void {
  thing.endsAt = Math.floor(at);
  world.acts.push({
    at: thing.endsAt,
    claim,
    name: `delete:${thing.id}`,
    statements: [{ text: `DELETE FROM ${table} WHERE id = $1`, values: [thing.id] }],
  });
}

/** Brings back what `remove` took, after some time. */
export function bringBack(world: World, thing: Thing, after: number, claim: Claim): void {
  const at = Math.floor(thing.endsAt + after);
  if (at >= world.until) return;
  world.acts.push({
    at,
    claim,
    async run({ client, transactionOf }) {
      await restoreCohort(client, await transactionOf(`delete:${thing.id}`));
    },
  });
}

const ownWish = job("platform-sync", "Deleted by its author");

/** A person takes back what they wrote. */
export function withdraw(world: World, random: Random, comment: Comment): void {
  const at = comment.at + random.exponential(5 * hour);
  if (at < comment.endsAt) remove(world, "comments", comment, at, ownWish);
}

const removalReasons = [
  "Personal data of a third person in the text",
  "Insults under the post, several reports",
  "Advertising for a shop that does not exist",
  "Copied without naming the author, complaint of the author",
];

/** Which posts go, with what hangs on them: by their authors, and by staff with a reason. */
export function endPosts(world: World): void {
  const random = world.random("post deletions");
  const { compliance, support } = world.staff;
  const famous = world.posts.filter(({ heat }) => heat > 40 && heat < 200);
  const removed = new Set(random.some(famous, Math.max(2, Math.round(famous.length / 3))));
  let turn = 0;
  for (const post of world.posts) {
    if (removed.has(post)) removeThread(world, random, post, turn++);
    else if (random.chance(0.035)) {
      const at = post.at + random.exponential(6 * day);
      if (at < post.endsAt) remove(world, "posts", post, at, ownWish);
    } else if (random.chance(0.008)) {
      const at = post.at + hour + random.exponential(4 * day);
      const by = staffClaim(random.chance(0.5) ? support : compliance, random.pick(removalReasons));
      if (at < post.endsAt) remove(world, "posts", post, at, by);
    }
  }
  // And two that nobody answers for: deleted at a database prompt.
  const quiet = world.posts.filter(({ at, endsAt, heat }) => {
    return heat < 20 && endsAt === world.until && at < world.until - 10 * day;
  });
  for (const post of random.some(quiet, 2)) {
    remove(world, "posts", post, random.between(post.at + 5 * day, world.until - day), null);
  }
}

/** A long thread is removed by compliance; every other one comes back after a second look. */
function removeThread(world: World, random: Random, post: Post, turn: number): void {
  const { compliance } = world.staff;
  const at = post.at + random.between(3, 8) * day;
  if (at >= post.endsAt) return;
  const reason = removalReasons[turn % removalReasons.length] ?? "";
  remove(world, "posts", post, at, staffClaim(compliance, reason));
  if (turn % 2 === 1) {
    const back = staffClaim(compliance, "Second look: the report was about another thread");
    bringBack(world, post, random.between(8, 50) * hour, back);
  }
}

/** Who leaves: at their own wish, because they had to, and by a mistake that was undone. */
export function endPeople(world: World): void {
  const random = world.random("people who leave");
  const { compliance, support } = world.staff;
  const number = Math.max(3, Math.round(world.people.length / 75));
  const middle = world.people.slice(Math.floor(world.people.length / 6));
  for (const [turn, person] of random.some(middle, number).entries()) {
    const from = Math.max(person.at, world.start);
    const at = random.between(from + 0.5 * (world.until - from), world.until - 3 * day);
    if (at >= world.until || at <= person.at) continue;
    if (turn % 3 === 0) {
      remove(world, "users", person, at, job("account-closure", "Closed at the person's own wish"));
    } else if (turn % 3 === 1) {
      remove(world, "users", person, at, staffClaim(compliance, "Pretended to be somebody else"));
    } else {
      remove(world, "users", person, at, staffClaim(support, "Double account, asked to merge"));
      const back = staffClaim(compliance, "Was no double account: same name, another person");
      bringBack(world, person, random.between(2, 30) * hour, back);
    }
  }
}

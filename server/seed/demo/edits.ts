import { fill } from "./fill.ts";
import { writePost } from "./posts.ts";
import { bios } from "./words/talk.ts";
import type { Claim } from "../../stores/postgres/write.ts";
import { day, hour, platform, staffClaim, type Thing, type World } from "./world.ts";

type Random = ReturnType<World["random"]>;

/** One column changes, or several together, in a transaction of its own. */
function change(
  world: World,
  table: "users" | "posts" | "comments",
  thing: Thing,
  at: number,
  claim: Claim,
  values: Readonly<Record<string, string>>,
): void {
  if (at <= Math.max(thing.at, world.start) || at >= thing.endsAt) return;
  const columns = Object.keys(values).map((column, index) => `${column} = $${index + 3}`);
  world.acts.push({
    at: Math.floor(at),
    claim,
    statements: [
      {
        text: `UPDATE ${table} SET ${columns.join(", ")}, updated_at = $2 WHERE id = $1`,
        values: [thing.id, new Date(at).toISOString(), ...Object.values(values)],
      },
    ],
  });
}

/** When something of a thing is changed: any time that it is there. */
const sometime = (world: World, random: Random, thing: Thing) =>
  random.between(Math.max(thing.at, world.start) + hour, thing.endsAt);

/** What people change of themselves and of what they wrote. */
export function addEdits(world: World): void {
  const random = world.random("edits");
  const domains = ["new.example", "work.example", "post.example"];
  for (const person of world.people) {
    const when = () => sometime(world, random, person);
    const bio = () => fill(random, random.pick(bios), random.pick(person.topics), later);
    const later = { tag2: random.pick(person.topics).tag, place2: "Trieste" };
    while (random.chance(0.28)) change(world, "users", person, when(), platform, { bio: bio() });
    if (random.chance(0.05)) {
      const email = `${person.username}@${random.pick(domains)}`;
      change(world, "users", person, when(), platform, { email });
    }
    if (random.chance(0.04)) {
      const email = `${person.username}.private@mail.example`;
      const reason = "Asked for in a ticket: no access to the old address";
      const claim = staffClaim(world.staff.support, reason);
      change(world, "users", person, when(), claim, { email });
    }
    if (random.chance(0.05)) {
      const username = `the.real.${person.username}`.slice(0, 50);
      change(world, "users", person, when(), platform, { username });
    }
  }
  for (const post of world.posts) {
    if (random.chance(0.06)) {
      const content = `${post.content}\n\nEdit: ${writePost(random, post.topic)}`;
      const at = post.at + random.exponential(9 * hour);
      change(world, "posts", post, at, platform, { content });
    }
    if (random.chance(0.03)) {
      const privacy = random.pick(["public", "friends", "private"]);
      change(world, "posts", post, sometime(world, random, post), platform, { privacy });
    }
  }
  for (const comment of world.comments) {
    if (!random.chance(0.012)) continue;
    const at = comment.at + random.exponential(hour);
    const content = "I put that badly. What I mean: it depends on the day.";
    change(world, "comments", comment, at, platform, { content });
  }
}

/**
 * What nobody answers for: changes made at a database prompt. Some claim nothing, one claims a staff
 * member, which does not count from that role.
 */
export function addUnattributed(world: World): void {
  const random = world.random("unattributed");
  const until = world.until - 2 * day;
  const forged = {
    text: `SELECT set_config('bellamy.actor_kind', 'staff', true),
      set_config('bellamy.actor', $1, true)`,
    values: [world.staff.admin],
  };
  for (let index = 0; index < 6; index++) {
    const person = random.pick(world.people);
    const at = Math.floor(random.between(Math.max(person.at, world.start) + hour, until));
    if (at >= person.endsAt || at <= person.at) continue;
    const sql =
      index % 2 === 0
        ? "UPDATE users SET bio = NULL WHERE id = $1"
        : "UPDATE users SET full_name = upper(full_name) WHERE id = $1";
    world.acts.push({
      at,
      claim: null,
      statements: [...(index === 3 ? [forged] : []), { text: sql, values: [person.id] }],
    });
  }
}

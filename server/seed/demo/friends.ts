import { pickPerson } from "./people.ts";
import { day, hour, type Person, tagId, type World } from "./world.ts";

/**
 * Whoever comes makes friends mostly with people who have many already, so that a few end up with
 * very many. What began before the log was asked and answered before it.
 */
export function addFriends(world: World): void {
  const random = world.random("friends");
  const known = new Set<string>();
  /** Each friendship puts both into it once more: a fair draw from it is an unfair one of people. */
  const urn: Person[] = [];
  for (const person of world.people) {
    const wishes = Math.min(40, Math.round(random.exponential(2.5) + person.weight));
    for (let wish = 0; wish < wishes; wish++) {
      const friend =
        urn.length > 0 && random.chance(0.8) ? random.pick(urn) : random.pick(world.people);
      if (friend === person || known.has(pair(person, friend))) continue;
      const earliest = Math.max(person.at, friend.at);
      const latest = Math.min(person.endsAt, friend.endsAt);
      const asked = earliest + hour + random.next() ** 2 * 90 * day;
      if (asked >= latest) continue;
      known.add(pair(person, friend));
      if (asked < world.start) {
        befriend(world, person, friend, Math.floor(asked));
        urn.push(person, friend);
      } else if (ask(world, random, person, friend, Math.floor(asked), latest)) {
        urn.push(person, friend);
      }
    }
  }
}

const pair = (one: Person, other: Person) =>
  one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`;

function befriend(world: World, one: Person, other: Person, at: number): void {
  const [user, friend] = one.id < other.id ? [one, other] : [other, one];
  one.friends.push(other);
  other.friends.push(one);
  world.facts.push({
    at: Math.max(at, world.start),
    table: "friendships",
    row: {
      id: world.id("friendship", `${user.id}:${friend.id}`),
      user_id: user.id,
      friend_id: friend.id,
      created_at: at,
    },
  });
}

/** Returns whether they became friends. */
function ask(
  world: World,
  random: ReturnType<World["random"]>,
  sender: Person,
  receiver: Person,
  at: number,
  latest: number,
): boolean {
  const id = world.id("request", `${sender.id}:${receiver.id}`);
  world.facts.push({
    at,
    table: "friend_requests",
    row: {
      id,
      sender_id: sender.id,
      receiver_id: receiver.id,
      status: "pending",
      created_at: at,
      updated_at: at,
    },
  });
  const answered = Math.floor(at + random.exponential(20 * hour));
  if (answered >= latest || random.chance(0.12)) return false;
  const status = random.chance(0.88) ? "accepted" : "rejected";
  world.answers.push({ at: answered, id, status });
  if (status === "rejected") return false;
  befriend(world, sender, receiver, answered);
  return true;
}

/** Who cannot stand whom. */
export function addBlocks(world: World): void {
  const random = world.random("blocks");
  const number = Math.ceil(world.people.length / 12);
  for (let index = 0; index < number; index++) {
    const at = Math.floor(random.between(world.start + day, world.until));
    const user = pickPerson(world, random, at);
    const blocked = pickPerson(world, random, at);
    if (!user || !blocked || user === blocked) continue;
    world.facts.push({
      at,
      table: "block",
      row: {
        id: world.id("block", `${user.id}:${blocked.id}`),
        user_id: user.id,
        blocked_user_id: blocked.id,
        created_at: at,
      },
    });
  }
}

/** Whom, which hashtags and which blogs people follow. */
export function addFollows(world: World): void {
  const random = world.random("follows");
  const known = new Set<string>();
  const follow = (person: Person, type: string, target: string, at: number, endsAt: number) => {
    const key = `${person.id}:${type}:${target}`;
    if (known.has(key) || at >= Math.min(person.endsAt, endsAt)) return;
    known.add(key);
    world.facts.push({
      at: Math.max(at, world.start),
      table: "follows",
      row: {
        id: world.id("follow", key),
        follower_id: person.id,
        target_id: target,
        target_type: type,
        created_at: at,
      },
    });
  };
  const later = (at: number, days: number) =>
    Math.floor(at + hour + random.exponential(days * day));
  for (const person of world.people) {
    for (const { tag } of person.topics) {
      // Hashtags are as old as the log.
      follow(
        person,
        "hashtag",
        tagId(tag),
        later(Math.max(person.at, world.start), 3),
        world.until,
      );
    }
    for (let index = random.int(0, 5); index > 0; index--) {
      const other = world.people[Math.floor(random.next() ** 2.5 * world.people.length)];
      if (!other || other === person) continue;
      follow(person, "user", other.id, later(Math.max(person.at, other.at), 20), other.endsAt);
    }
    for (const blog of random.some(world.blogs, random.int(0, 2))) {
      follow(person, "blog", blog.id, later(Math.max(person.at, blog.at), 15), blog.endsAt);
    }
  }
}

import { handleOf } from "../handle.ts";
import { day } from "../demo/world.ts";
import { line, type Table } from "./line.ts";
import type { Scale, Slice } from "./scale.ts";
import { bioSentences, makeNames, tagIds } from "./text.ts";

export function peopleTables(scale: Scale): Table[] {
  const names = makeNames(scale.settings.seed);
  const { seed } = scale.settings;
  /** Never the name of the small demo, which has no underscore; nor of another seed. */
  const suffix = (person: number) => `_${seed === 7 ? "" : `${seed}x`}${person.toString(36)}`;

  const joined = (slice: Slice, person: number): number => {
    const { from, to } = slice.people;
    const share = (person - from) / Math.max(1, to - from);
    if (slice.index === 0) return Math.floor(slice.start - (1 - share) * 600 * day);
    return Math.floor(slice.start + share * 0.9 * (slice.end - slice.start));
  };
  /** Some time after a person has joined, within the slice. */
  const later = (slice: Slice, person: number, share: number): number => {
    const from = Math.max(joined(slice, person), slice.start);
    return Math.floor(from + share * (slice.end - from));
  };

  function* users(slice: Slice): Generator<string> {
    for (let person = slice.people.from; person < slice.people.to; person++) {
      const first = scale.pick(names.first, "person", person, 1);
      const last = scale.pick(names.last, "person", person, 2);
      const username = handleOf(`${first} ${last}`).slice(0, 36) + suffix(person);
      const bio = scale.pick(bioSentences, "person", person, 3);
      const has = scale.unit("person", person, 4);
      const at = joined(slice, person);
      yield line([
        scale.id("person", person),
        `${username}@mail.example`,
        username,
        `${first} ${last}`,
        "!",
        has < 0.7 ? `https://images.bellamy.example/people/${username}.jpg` : null,
        has < 0.6 ? bio : null,
        at,
        at,
      ]);
    }
  }

  /** Whom a person found on joining: mostly those who were there first. */
  function friendsOf(person: number): number[] {
    const found = new Set<number>();
    const wishes = 3 + Math.floor(5 * scale.unit("friendship", person, 0));
    for (let wish = 1; wish <= wishes; wish++) {
      found.add(Math.floor(person * scale.unit("friendship", person, wish) ** 1.6));
    }
    found.delete(person);
    return [...found];
  }

  function* friendships(slice: Slice): Generator<string> {
    for (let person = slice.people.from; person < slice.people.to; person++) {
      for (const friend of friendsOf(person)) {
        const [one, other] = [scale.id("person", person), scale.id("person", friend)];
        const [user, second] = one < other ? [one, other] : [other, one];
        const at = later(slice, person, scale.unit("friendship", person, 100 + (friend % 97)));
        yield line([scale.id("friendship", person, friend), user, second, at]);
      }
    }
  }

  function* requests(slice: Slice): Generator<string> {
    for (let person = slice.people.from; person < slice.people.to; person++) {
      const known = friendsOf(person);
      const at = later(slice, person, scale.unit("request", person, 1));
      const [friend] = known;
      const sender = scale.id("person", person);
      if (friend !== undefined && scale.unit("request", person, 2) < 0.4) {
        const receiver = scale.id("person", friend);
        yield line([scale.id("request", person, 1), sender, receiver, "accepted", at, at]);
      }
      const stranger = Math.floor(person * scale.unit("request", person, 3));
      if (stranger === person || known.includes(stranger)) continue;
      const answer = scale.unit("request", person, 4);
      if (answer > 0.4) continue;
      const status = answer < 0.1 ? "rejected" : "pending";
      const receiver = scale.id("person", stranger);
      yield line([scale.id("request", person, 2), sender, receiver, status, at, at]);
    }
  }

  function* follows(slice: Slice): Generator<string> {
    for (let person = slice.people.from; person < slice.people.to; person++) {
      const follower = scale.id("person", person);
      const at = later(slice, person, scale.unit("follow", person, 1));
      const first = Math.floor(scale.unit("follow", person, 2) * tagIds.length);
      for (const index of [0, 1]) {
        const tag = tagIds[(first + index * 37) % tagIds.length] ?? "";
        yield line([scale.id("follow", person, index), follower, tag, "hashtag", at]);
      }
      const other = scale.personOf(slice.known, "follow", person, 3);
      if (other !== person) {
        yield line([
          scale.id("follow", person, 2),
          follower,
          scale.id("person", other),
          "user",
          at,
        ]);
      }
      if (slice.blogs.from > 0 && scale.unit("follow", person, 4) < 0.5) {
        const blog = scale.id(
          "blog",
          Math.floor(slice.blogs.from * scale.unit("follow", person, 5)),
        );
        yield line([scale.id("follow", person, 3), follower, blog, "blog", at]);
      }
    }
  }

  function* blocks(slice: Slice): Generator<string> {
    for (let person = slice.people.from; person < slice.people.to; person++) {
      if (scale.unit("block", person, 1) > 0.1) continue;
      const other = Math.floor(person * scale.unit("block", person, 2));
      if (other === person) continue;
      const at = later(slice, person, scale.unit("block", person, 3));
      const ids = [scale.id("person", person), scale.id("person", other)];
      yield line([scale.id("block", person), ...ids, at]);
    }
  }

  return [
    {
      target:
        "users (id, email, username, full_name, password_hash, profile_picture_url, bio, created_at, updated_at)",
      lines: users,
    },
    { target: "friendships (id, user_id, friend_id, created_at)", lines: friendships },
    {
      target: "friend_requests (id, sender_id, receiver_id, status, created_at, updated_at)",
      lines: requests,
    },
    { target: "follows (id, follower_id, target_id, target_type, created_at)", lines: follows },
    { target: "block (id, user_id, blocked_user_id, created_at)", lines: blocks },
  ];
}

import { pickPerson } from "./people.ts";
import { hour, type Person, type Thing, type World } from "./world.ts";

const types = [
  "like",
  "like",
  "like",
  "like",
  "like",
  "love",
  "love",
  "haha",
  "wow",
  "sad",
  "angry",
];

/** One a person and target; friends first. */
export function addReactions(world: World): void {
  const random = world.random("reactions");
  const react = (target: Thing, type: string, friends: readonly Person[], number: number) => {
    const seen = new Set<Person>();
    for (let index = 0; index < number; index++) {
      const at = Math.floor(target.at + random.exponential(10 * hour));
      if (at >= target.endsAt || at < world.start) continue;
      const friend = friends.length > 0 && random.chance(0.5) ? random.pick(friends) : undefined;
      const person =
        friend && friend.at < at && at < friend.endsAt ? friend : pickPerson(world, random, at);
      if (!person || seen.has(person)) continue;
      seen.add(person);
      world.facts.push({
        at,
        table: "reactions",
        row: {
          id: world.id("reaction", `${person.id}:${target.id}`),
          user_id: person.id,
          target_id: target.id,
          target_type: type,
          type: random.pick(types),
          created_at: at,
        },
      });
    }
  };
  for (const post of world.posts) {
    const number = Math.round(random.exponential(1 + Math.min(30, post.heat * 0.5)));
    react(post, "post", post.author.friends, Math.min(number, world.people.length / 2));
  }
  for (const comment of world.comments) {
    if (random.chance(0.2)) react(comment, "comment", comment.author.friends, random.int(1, 4));
  }
  for (const blog of world.blogs) react(blog, "blog", blog.author.friends, random.int(0, 9));
}

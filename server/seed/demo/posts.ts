import { fill } from "./fill.ts";
import { closings, middles, openings } from "./words/talk.ts";
import { topics } from "./words/topics.ts";
import { day, hour, type Person, type Post, tagId, type World } from "./world.ts";

type Random = ReturnType<World["random"]>;

/** About six posts a person, with their hashtags and pictures; a few become famous. */
export function addPosts(world: World): void {
  const random = world.random("posts");
  const drafts = world.people.flatMap((author) => {
    const from = Math.max(author.at, world.start);
    const share = (author.endsAt - from) / (world.until - world.start);
    const number = Math.min(90, Math.round(random.exponential(1.5 + 2.4 * author.weight) * share));
    return Array.from({ length: number }, () => ({
      author,
      at: Math.floor(author.endsAt - (author.endsAt - from - hour) * random.next() ** 1.2),
    })).filter(({ at }) => at < author.endsAt && at > from);
  });
  drafts.sort((a, b) => a.at - b.at);
  const famous = chooseFamous(random, drafts.length);
  for (const [index, draft] of drafts.entries()) addPost(world, random, index, draft, famous);
}

/** How much talk there is under which posts: one of several hundred, some of 45 to 110. */
function chooseFamous(random: Random, number: number): Map<number, number> {
  const famous = new Map<number, number>();
  if (number === 0) return famous;
  const some = Math.max(5, Math.round(number / 160));
  for (let index = 0; index < some; index++) {
    // Between the first and the last months, so that there is time for the talk and after it.
    famous.set(Math.floor(number * random.between(0.2, 0.9)), random.int(48, 110));
  }
  famous.set(Math.floor(number * 0.7), random.int(340, 420));
  return famous;
}

function addPost(
  world: World,
  random: Random,
  index: number,
  { author, at }: { author: Person; at: number },
  famous: Map<number, number>,
): void {
  const topic = random.chance(0.85) ? random.pick(author.topics) : random.pick(topics);
  const heat = famous.get(index) ?? Math.min(24, random.pareto(1.1) * random.between(0, 2.2));
  const content = writePost(random, topic);
  const post: Post = {
    id: world.id("post", index),
    at,
    endsAt: author.endsAt,
    author,
    topic,
    content,
    heat,
  };
  world.posts.push(post);
  const privacy = famous.has(index) || random.chance(0.72) ? "public" : "friends";
  world.facts.push({
    at,
    table: "posts",
    row: {
      id: post.id,
      author_id: author.id,
      content,
      privacy: privacy === "friends" && random.chance(0.2) ? "private" : privacy,
      created_at: at,
      updated_at: at,
    },
  });
  const tags = new Set([topic.tag]);
  if (random.chance(0.4)) tags.add(random.pick(author.topics).tag);
  if (random.chance(0.15)) tags.add(random.pick(topics).tag);
  for (const tag of tags) {
    const row = { post_id: post.id, hashtag_id: tagId(tag) };
    world.facts.push({ at, table: "post_hashtags", row });
  }
  if (random.chance(0.18)) addMedia(world, random, post);
}

export function writePost(random: Random, topic: Post["topic"]): string {
  const parts = [fill(random, random.pick(openings), topic)];
  for (let more = random.int(0, 2); more > 0; more--) {
    parts.push(fill(random, random.pick(middles), topic));
  }
  if (random.chance(0.5)) parts.push(random.pick(closings));
  if (random.chance(0.6)) parts.push(`#${topic.tag}`);
  return parts.join(" ");
}

function addMedia(world: World, random: Random, post: Post): void {
  const type = random.chance(0.85) ? "image" : random.chance(0.7) ? "video" : "audio";
  const seen = type !== "audio";
  const id = world.id("media", post.id);
  const extension = { image: "jpg", video: "mp4", audio: "m4a" }[type];
  world.facts.push({
    at: post.at,
    table: "media",
    row: {
      id,
      user_id: post.author.id,
      post_id: post.id,
      url: `https://media.bellamy.example/${id}.${extension}`,
      type,
      size: Math.round(random.pareto(1.3) * (type === "image" ? 180_000 : 2_400_000)),
      width: seen ? random.pick([1080, 1280, 1920, 3024]) : null,
      height: seen ? random.pick([720, 1080, 1350, 4032]) : null,
      created_at: post.at,
    },
  });
}

/** Time that a thread of such heat is talked about. */
export const talkTime = (heat: number): number => (heat > 40 ? 2.5 * day : 1.2 * day);

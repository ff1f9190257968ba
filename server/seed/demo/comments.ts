import { withdraw } from "./deletions.ts";
import { fill } from "./fill.ts";
import { pickPerson } from "./people.ts";
import { talkTime } from "./posts.ts";
import { answers, replies } from "./words/talk.ts";
import { type Comment, minute, type Person, type Post, type World } from "./world.ts";

type Random = ReturnType<World["random"]>;

/** The talk under the posts: mostly a few sentences, under some a tree that goes deep. */
export function addComments(world: World): void {
  const random = world.random("comments");
  for (const post of world.posts) {
    const number = Math.round(post.heat);
    const times = Array.from({ length: number }, () =>
      Math.floor(post.at + 2 * minute + random.exponential(talkTime(post.heat) / 4)),
    ).toSorted((a, b) => a - b);
    const thread: Comment[] = [];
    for (const at of times) {
      if (at >= post.endsAt) break;
      const comment = addComment(world, random, post, thread, at);
      if (!comment) continue;
      thread.push(comment);
      if (random.chance(0.015)) withdraw(world, random, comment);
    }
  }
}

function addComment(
  world: World,
  random: Random,
  post: Post,
  thread: Comment[],
  at: number,
): Comment | undefined {
  const parent = chooseParent(random, thread, at);
  const author = chooseAuthor(world, random, post, parent, at);
  if (!author || at >= author.endsAt) return undefined;
  const sentence = random.pick(parent ? replies : answers);
  const name = parent?.author.firstName ?? post.author.firstName;
  let content = fill(random, sentence, post.topic, { name });
  if (random.chance(0.25))
    content += ` ${fill(random, random.pick(answers), post.topic, { name })}`;
  return pushComment(world, { post, author, parent, at, content });
}

/** The log gets it as a fact; the world as something that can be answered, liked and deleted. */
export function pushComment(
  world: World,
  draft: { post: Post; author: Person; parent: Comment | null; at: number; content: string },
): Comment {
  const { post, author, parent, at, content } = draft;
  const comment: Comment = {
    id: world.id("comment", world.comments.length),
    at,
    endsAt: Math.min(post.endsAt, author.endsAt, parent?.endsAt ?? world.until),
    post,
    author,
    parent,
  };
  world.comments.push(comment);
  world.facts.push({
    at,
    table: "comments",
    row: {
      id: comment.id,
      post_id: post.id,
      author_id: author.id,
      content,
      parent_comment_id: parent?.id ?? null,
      created_at: at,
      updated_at: at,
    },
  });
  return comment;
}

/** Mostly something recent, so that conversations go down and not only along. */
function chooseParent(random: Random, thread: Comment[], at: number): Comment | null {
  if (thread.length === 0 || random.chance(0.35)) return null;
  const recent = random.chance(0.75) ? thread.slice(-5) : thread;
  const parent = random.pick(recent);
  return parent.at < at && at < parent.endsAt ? parent : null;
}

/** The author answers below the own post, friends more than strangers. */
function chooseAuthor(
  world: World,
  random: Random,
  post: Post,
  parent: Comment | null,
  at: number,
): Person | undefined {
  if (parent && parent.author !== post.author && random.chance(0.3)) return post.author;
  const friends = post.author.friends;
  if (friends.length > 0 && random.chance(0.6)) {
    const friend = random.pick(friends);
    if (friend.at < at && at < friend.endsAt) return friend;
  }
  return pickPerson(world, random, at);
}

import type { Entity } from "./audit/entity.ts";
import { block } from "./entities/block.ts";
import { blogs } from "./entities/blogs.ts";
import { comments } from "./entities/comments.ts";
import { follows } from "./entities/follows.ts";
import { friendRequests } from "./entities/friend-requests.ts";
import { friendships } from "./entities/friendships.ts";
import { hashtags } from "./entities/hashtags.ts";
import { media } from "./entities/media.ts";
import { postHashtags } from "./entities/post-hashtags.ts";
import { posts } from "./entities/posts.ts";
import { reactions } from "./entities/reactions.ts";
import { ticketMessages } from "./entities/ticket-messages.ts";
import { tickets } from "./entities/tickets.ts";
import { users } from "./entities/users.ts";
import { accounts } from "./staff/accounts.ts";
import { credentials } from "./staff/credentials.ts";

/** Every audited entity. What is not in this list does not exist for the console. */
export const registry: readonly Entity[] = [
  users,
  posts,
  comments,
  reactions,
  friendRequests,
  friendships,
  follows,
  block,
  hashtags,
  postHashtags,
  blogs,
  media,
  tickets,
  ticketMessages,
  accounts,
  credentials,
];

const byName = new Map(registry.map((entity) => [entity.name, entity]));

/** Undefined for a name that no entity has. */
export const findEntity = (name: string): Entity | undefined => byName.get(name);

export function entityNamed(name: string): Entity {
  const entity = byName.get(name);
  if (!entity) throw new Error(`The registry has no entity "${name}"`);
  return entity;
}

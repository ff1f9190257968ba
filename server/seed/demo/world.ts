import { stableId } from "../stable-id.ts";
import type { Claim } from "../../stores/postgres/write.ts";
import type { Step } from "../steps.ts";
import { Random } from "../random.ts";
import { type Topic, topics } from "./words/topics.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Everything has a time (in milliseconds) at which it came and one at which it is gone. */
export interface Thing {
  readonly id: string;
  readonly at: number;
  /** Nothing refers to it from here on; `until` of the world when it stays. */
  endsAt: number;
}

export interface Person extends Thing {
  readonly username: string;
  readonly firstName: string;
  readonly topics: readonly Topic[];
  readonly friends: Person[];
  /** 1 and more: how much of everything this person does and gets. */
  readonly weight: number;
}

export interface Post extends Thing {
  readonly author: Person;
  readonly topic: Topic;
  readonly content: string;
  /** About how many comments it gets. */
  readonly heat: number;
}

export interface Comment extends Thing {
  readonly post: Post;
  readonly author: Person;
  readonly parent: Comment | null;
}

export interface Blog extends Thing {
  readonly author: Person;
}

/** Columns as SQL names them; times are milliseconds. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A row that the platform wrote at a time; many travel together. */
export interface Fact {
  readonly at: number;
  readonly table: string;
  readonly row: Row;
}

/** What became of a friend request. */
export interface Answer {
  readonly at: number;
  readonly id: string;
  readonly status: "accepted" | "rejected";
}

/** Ids of the staff accounts that act in the demo. */
export interface Staff {
  readonly support: string;
  readonly compliance: string;
  readonly operator: string;
  readonly admin: string;
}

export interface World {
  readonly seed: number;
  /** The log begins here; who was there before is imported. */
  readonly start: number;
  readonly until: number;
  readonly staff: Staff;
  readonly people: Person[];
  readonly posts: Post[];
  readonly comments: Comment[];
  readonly blogs: Blog[];
  readonly facts: Fact[];
  readonly answers: Answer[];
  /** What happened on its own, each by one actor in one transaction. */
  readonly acts: Step[];
  random(part: string): Random;
  /** The nth id of a kind. */
  id(kind: string, number: number | string): string;
}

export function emptyWorld(seed: number, until: number, staff: Staff): World {
  return {
    seed,
    start: until - 240 * day,
    until,
    staff,
    people: [],
    posts: [],
    comments: [],
    blogs: [],
    facts: [],
    answers: [],
    acts: [],
    random: (part) => new Random(`${seed}:${part}`),
    id: (kind, number) => stableId(`demo:${seed}:${kind}:${number}`),
  };
}

/** Hashtags are shared by whoever writes them, so their ids come from the name alone. */
export const tagId = (tag: string): string => stableId(`demo:hashtag:${tag}`);

export function addTags(world: World): void {
  for (const { tag } of topics) {
    const at = world.start;
    world.facts.push({ at, table: "hashtags", row: { id: tagId(tag), name: tag, created_at: at } });
  }
}

/** Who mirrors into the database what people do on the platform. */
export const platform: Claim = { actorKind: "job", actor: "platform-sync" };

export const job = (actor: string, reason: string): Claim => ({ actorKind: "job", actor, reason });

export const staffClaim = (actor: string, reason: string): Claim => ({
  actorKind: "staff",
  actor,
  reason,
});

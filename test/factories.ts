import { randomUUID } from "node:crypto";
import type { PgTable } from "drizzle-orm/pg-core";
import type pg from "pg";
import { comments } from "../drizzle/entities/comments.ts";
import { friendships } from "../drizzle/entities/friendships.ts";
import { posts } from "../drizzle/entities/posts.ts";
import { reactions } from "../drizzle/entities/reactions.ts";
import { tickets } from "../drizzle/entities/tickets.ts";
import { users } from "../drizzle/entities/users.ts";
import { type Claim, write } from "../server/stores/postgres/write.ts";

export const testClaim: Claim = { actorKind: "job", actor: "test" };

type Overrides<Table extends PgTable> = Partial<Table["$inferInsert"]>;

let serial = 0;

/** Rows with what a test does not care about filled in, each written with a claim. */
export function factories(pool: pg.Pool, claim: Claim = testClaim) {
  return {
    async user(overrides: Overrides<typeof users.live> = {}) {
      const n = ++serial;
      const row = {
        id: randomUUID(),
        email: `person${n}@example.com`,
        username: `person${n}`,
        fullName: `Person ${n}`,
        passwordHash: "not a hash",
        ...overrides,
      };
      await write(pool, claim, ({ db }) => db.insert(users.live).values(row));
      return row;
    },

    async post(authorId: string, overrides: Overrides<typeof posts.live> = {}) {
      const row = { id: randomUUID(), authorId, content: `Post ${++serial}`, ...overrides };
      await write(pool, claim, ({ db }) => db.insert(posts.live).values(row));
      return row;
    },

    async comment(
      { postId, authorId }: { postId: string; authorId: string },
      overrides: Overrides<typeof comments.live> = {},
    ) {
      const row = {
        id: randomUUID(),
        postId,
        authorId,
        content: `Comment ${++serial}`,
        ...overrides,
      };
      await write(pool, claim, ({ db }) => db.insert(comments.live).values(row));
      return row;
    },

    async reaction(
      userId: string,
      targetId: string,
      overrides: Overrides<typeof reactions.live> = {},
    ) {
      const row = {
        id: randomUUID(),
        userId,
        targetId,
        targetType: "post",
        type: "like",
        ...overrides,
      };
      await write(pool, claim, ({ db }) => db.insert(reactions.live).values(row));
      return row;
    },

    async friendship(a: string, b: string) {
      const [userId = a, friendId = b] = [a, b].sort();
      const row = { id: randomUUID(), userId, friendId };
      await write(pool, claim, ({ db }) => db.insert(friendships.live).values(row));
      return row;
    },

    async ticket(userId: string, overrides: Overrides<typeof tickets.live> = {}) {
      const row = {
        id: randomUUID(),
        userId,
        subject: `Ticket ${++serial}`,
        description: "It does not work.",
        ...overrides,
      };
      await write(pool, claim, ({ db }) => db.insert(tickets.live).values(row));
      return row;
    },
  };
}

/** What each page keeps in its URL. Filters that name a thing go to the server as they are, so
 * that a wrong one is answered in words instead of being dropped. */
import { z } from "zod";
import { operations } from "../../shared/schemas/audit.ts";
import { privacies } from "../../shared/schemas/content.ts";
import { ranges } from "./days.ts";

const word = z.string().min(1).optional().catch(undefined);
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);
const flag = z.literal("1").optional().catch(undefined);
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).optional().catch(undefined);

export const signInSearch = z.object({ next: word });

export const userSorts = [
  "createdAt",
  "-createdAt",
  "username",
  "-username",
  "email",
  "-email",
] as const;
export const usersSearch = z.object({ q: word, sort: oneOf(userSorts), from: day, to: day });
export const userTabs = ["posts", "comments", "friends", "tickets", "timeline"] as const;
export const userSearch = z.object({ tab: oneOf(userTabs) });

export const postSorts = ["createdAt", "-createdAt"] as const;
export const postsSearch = z.object({
  author: word,
  privacy: oneOf(privacies),
  from: day,
  to: day,
  sort: oneOf(postSorts),
});
export const postTabs = ["thread", "timeline"] as const;
export const postSearch = z.object({ tab: oneOf(postTabs), comment: word });

export const deletedSearch = z.object({ entity: word, actor: word, from: day, to: day });

export const auditSearch = z.object({
  entity: word,
  key: word,
  actor: word,
  operation: oneOf(operations),
  range: oneOf(ranges),
  from: day,
  to: day,
  transaction: word,
  request: word,
  unattributed: flag,
});

export type UsersSearch = z.output<typeof usersSearch>;
export type PostsSearch = z.output<typeof postsSearch>;
export type DeletedSearch = z.output<typeof deletedSearch>;
export type AuditSearch = z.output<typeof auditSearch>;

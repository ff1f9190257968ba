/** Every link of the console is made here, so that a route has one place that knows its shape. */
import { linkOptions } from "@tanstack/react-router";
import type { AuditSearch, DeletedSearch, PostsSearch } from "./search-schemas.ts";

type UserTab = "posts" | "comments" | "friends" | "tickets" | "timeline";
type PostTab = "thread" | "timeline";

export const paths = {
  home: () => linkOptions({ to: "/" }),
  signIn: (next?: string) => linkOptions({ to: "/sign-in", search: next ? { next } : {} }),
  users: () => linkOptions({ to: "/users" }),
  user: (userId: string, tab?: UserTab) =>
    linkOptions({ to: "/users/$userId", params: { userId }, search: tab ? { tab } : {} }),
  posts: (search: PostsSearch = {}) => linkOptions({ to: "/posts", search }),
  post: (postId: string, search: { tab?: PostTab; comment?: string } = {}) =>
    linkOptions({ to: "/posts/$postId", params: { postId }, search }),
  deleted: (search: DeletedSearch = {}) => linkOptions({ to: "/deleted", search }),
  cohort: (cohort: string) => linkOptions({ to: "/deleted/$cohort", params: { cohort } }),
  audit: (search: AuditSearch = {}) => linkOptions({ to: "/audit", search }),
  event: (sequence: number) =>
    linkOptions({ to: "/audit/$sequence", params: { sequence: String(sequence) } }),
  anyRecord: (entity: string, key: string) =>
    linkOptions({ to: "/records/$entity/$key", params: { entity, key } }),
};

/** Where a record is read: on its own page where it has one, else its timeline. */
export function recordPath(entity: string, key: string) {
  if (entity === "users") return paths.user(key);
  if (entity === "posts") return paths.post(key);
  return paths.anyRecord(entity, key);
}

export function timelinePath(entity: string, key: string) {
  if (entity === "users") return paths.user(key, "timeline");
  if (entity === "posts") return paths.post(key, { tab: "timeline" });
  return paths.anyRecord(entity, key);
}

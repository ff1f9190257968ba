import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { queryClient } from "./api.ts";
import { Shell } from "./layouts/shell.tsx";
import { guarded } from "./pages/guarded.tsx";
import { NotFoundPage } from "./pages/not-found-page.tsx";
import { RouteError } from "./pages/route-error.tsx";
import { SkeletonLines } from "./ui/panel-states.tsx";
import { codeOf } from "./util/error-words.ts";
import {
  auditSearch,
  deletedSearch,
  postSearch,
  postsSearch,
  signInSearch,
  userSearch,
  usersSearch,
} from "./util/search-schemas.ts";
import { meQuery } from "./util/session.ts";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import("./pages/sign-in/sign-in-page.tsx"), "SignInPage"),
});

/** Everything else is for people who are signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery());
    } catch (error) {
      if (codeOf(error) !== "UNAUTHORIZED") throw error;
      const next = location.href === "/" ? {} : { next: location.href };
      throw redirect({ to: "/sign-in", search: next });
    }
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/users", replace: true });
  },
});

const users = createRoute({
  getParentRoute: () => signedIn,
  path: "/users",
  validateSearch: usersSearch,
  component: guarded(
    "users.read",
    lazyRouteComponent(() => import("./pages/users/users-page.tsx"), "UsersPage"),
  ),
});

const user = createRoute({
  getParentRoute: () => users,
  path: "$userId",
  validateSearch: userSearch,
  component: lazyRouteComponent(() => import("./pages/users/user-page.tsx"), "UserPage"),
});

const posts = createRoute({
  getParentRoute: () => signedIn,
  path: "/posts",
  validateSearch: postsSearch,
  component: guarded(
    "content.read",
    lazyRouteComponent(() => import("./pages/posts/posts-page.tsx"), "PostsPage"),
  ),
});

const post = createRoute({
  getParentRoute: () => posts,
  path: "$postId",
  validateSearch: postSearch,
  component: lazyRouteComponent(() => import("./pages/posts/post-page.tsx"), "PostPage"),
});

const deleted = createRoute({
  getParentRoute: () => signedIn,
  path: "/deleted",
  validateSearch: deletedSearch,
  component: guarded(
    "deleted.read",
    lazyRouteComponent(() => import("./pages/deleted/deleted-page.tsx"), "DeletedPage"),
  ),
});

const cohort = createRoute({
  getParentRoute: () => deleted,
  path: "$cohort",
  component: lazyRouteComponent(() => import("./pages/deleted/cohort-page.tsx"), "CohortPage"),
});

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: "/audit",
  validateSearch: auditSearch,
  component: guarded(
    "audit.read",
    lazyRouteComponent(() => import("./pages/audit/audit-page.tsx"), "AuditPage"),
  ),
});

const event = createRoute({
  getParentRoute: () => audit,
  path: "$sequence",
  component: lazyRouteComponent(() => import("./pages/audit/event-page.tsx"), "EventPage"),
});

const record = createRoute({
  getParentRoute: () => signedIn,
  path: "/records/$entity/$key",
  component: guarded(
    "records.timeline",
    lazyRouteComponent(() => import("./pages/records/record-page.tsx"), "RecordPage"),
  ),
});

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([
    home,
    users.addChildren([user]),
    posts.addChildren([post]),
    deleted.addChildren([cohort]),
    audit.addChildren([event]),
    record,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: () => <SkeletonLines lines={8} />,
  defaultPendingMs: 200,
  defaultPreload: "intent",
  pathParamsAllowedCharacters: [":"],
  // Plain text in the URL: a search for 42 is not a number, and a link reads as what it says.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter(([, value]) => value !== undefined);
    const text = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
    return text === "" ? "" : `?${text.replaceAll("%3A", ":")}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

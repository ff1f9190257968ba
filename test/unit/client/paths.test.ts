import { expect, test } from "vitest";
import { paths, recordPath, timelinePath } from "../../../client/util/paths.ts";

test("every link of the console", () => {
  expect({
    home: paths.home(),
    signIn: paths.signIn("/audit"),
    users: paths.users(),
    user: paths.user("u", "posts"),
    posts: paths.posts({ author: "u" }),
    post: paths.post("p", { comment: "c" }),
    deleted: paths.deleted({ entity: "posts" }),
    cohort: paths.cohort("1:7482"),
    audit: paths.audit({ transaction: "1:7482" }),
    event: paths.event(7),
    anyRecord: paths.anyRecord("friendships", "a~b"),
  }).toMatchInlineSnapshot(`
    {
      "anyRecord": {
        "params": {
          "entity": "friendships",
          "key": "a~b",
        },
        "to": "/records/$entity/$key",
      },
      "audit": {
        "search": {
          "transaction": "1:7482",
        },
        "to": "/audit",
      },
      "cohort": {
        "params": {
          "cohort": "1:7482",
        },
        "to": "/deleted/$cohort",
      },
      "deleted": {
        "search": {
          "entity": "posts",
        },
        "to": "/deleted",
      },
      "event": {
        "params": {
          "sequence": "7",
        },
        "to": "/audit/$sequence",
      },
      "home": {
        "to": "/",
      },
      "post": {
        "params": {
          "postId": "p",
        },
        "search": {
          "comment": "c",
        },
        "to": "/posts/$postId",
      },
      "posts": {
        "search": {
          "author": "u",
        },
        "to": "/posts",
      },
      "signIn": {
        "search": {
          "next": "/audit",
        },
        "to": "/sign-in",
      },
      "user": {
        "params": {
          "userId": "u",
        },
        "search": {
          "tab": "posts",
        },
        "to": "/users/$userId",
      },
      "users": {
        "to": "/users",
      },
    }
  `);
});

test("a record leads to its own page where it has one, else to its timeline", () => {
  expect(
    [recordPath("users", "u"), recordPath("posts", "p"), recordPath("media", "m")].map(
      ({ to }) => to,
    ),
  ).toEqual(["/users/$userId", "/posts/$postId", "/records/$entity/$key"]);
  expect([timelinePath("users", "u"), timelinePath("posts", "p")]).toMatchObject([
    { search: { tab: "timeline" } },
    { search: { tab: "timeline" } },
  ]);
});

import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, it } from "vitest";
import type { ErrorCode } from "../../shared/errors.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";
import { createCaller } from "../../server/routers/index.ts";
import { callProcedure } from "./call.ts";
import { openApi, refusal } from "./support.ts";

const api = await openApi();
const caller = api.as("admin");

const bad: [what: string, path: string, input: unknown, field: string, says: RegExp][] = [
  ["a malformed uuid", "users.get", { id: "42" }, "id", /expected a uuid/],
  ["10 MB of text", "users.list", { search: "x".repeat(10 << 20) }, "search", /at most 200/],
  ["a lone surrogate", "users.list", { search: "a\uD800" }, "search", /half of a surrogate pair/],
  ["a NUL byte", "users.list", { search: "a\0" }, "search", /NUL byte/],
  ["a page of 10⁹ rows", "posts.list", { limit: 1e9 }, "limit", /page size of 1 to 200/],
  ["a page of no row", "posts.list", { limit: 0 }, "limit", /page size of 1 to 200/],
  ["half a row", "posts.list", { limit: 1.5 }, "limit", /whole number/],
  ["30 February", "posts.list", { createdFrom: "2026-02-30" }, "createdFrom", /expected a time/],
  ["an undeclared sort", "users.list", { sort: { by: "bio" } }, "sort.by", /one of createdAt/],
  ["an undeclared value", "posts.list", { privacy: "secret" }, "privacy", /public, friends/],
  ["an unknown entity", "audit.list", { entity: "cats" }, "entity", /one of users, posts/],
  ["no transaction", "audit.list", { transaction: "7" }, "transaction", /like 1:7482/],
  ["a short reason", "restore.undo", { jobId: randomUUID(), reason: " a " }, "reason", /3 to 500/],
  ["nothing at all", "users.get", undefined, "", /expected/],
];

it.each(bad)("refuses %s and names the field", async (_what, path, input, field, says) => {
  const { code, message, details } = await refusal(callProcedure(caller, path, input));
  expect(code).toBe("BAD_INPUT");
  expect(details.field).toBe(field);
  expect(message).toMatch(says);
  if (field) expect(message).toContain(`"${field}"`);
});

const unknown: [path: string, input: unknown][] = [
  ["users.get", { id: randomUUID() }],
  ["posts.get", { id: randomUUID() }],
  ["audit.get", { sequence: 987_654_321 }],
  ["deleted.get", { cohort: "1:987654321" }],
  ["jobs.get", { jobId: randomUUID() }],
  ["records.deletePreview", { entity: "posts", key: randomUUID() }],
];

it.each(unknown)("%s of an unknown id is NOT_FOUND", async (path, input) => {
  const { code } = await refusal(callProcedure(caller, path, input));
  expect(code).toBe<ErrorCode>("NOT_FOUND");
});

it("says of a deleted record that it was deleted, and by which transaction", async () => {
  const user = await api.make.user();
  await api.pool.query("DELETE FROM users WHERE id = $1", [user.id]);
  const { code, message, details } = await refusal(caller.users.get({ id: user.id }));
  expect(code).toBe("NOT_FOUND");
  expect(message).toContain("deleted");
  expect(details.deletedCohort).toMatch(/^1:\d+$/);
});

it("tells a slow database from one that is gone, and names it", async () => {
  const holder = new pg.Client({ connectionString: api.database.superUrl });
  await holder.connect();
  await holder.query("BEGIN; LOCK TABLE posts");
  const slow = openPool({ url: api.database.consoleUrl, statementTimeout: 100 });
  const late = createCaller({ ...api.contextOf("admin"), pool: slow });
  expect((await refusal(late.posts.list({}))).code).toBe("TIMEOUT");
  await slow.end();
  await holder.end();

  const gone = openPool({ url: "postgres://bellamy_console:x@127.0.0.1:1/nothing" });
  const down = createCaller({ ...api.contextOf("admin"), pool: gone });
  const { code, message } = await refusal(down.users.list({}));
  expect(code).toBe("STORE_DOWN");
  expect(message).toContain("PostgreSQL");
  await gone.end();
});

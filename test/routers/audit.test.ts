import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, it } from "vitest";
import { createAccount } from "../../server/auth/create-account.ts";
import { write } from "../../server/stores/postgres/write.ts";
import { openApi } from "./support.ts";

const api = await openApi();
const caller = api.as("compliance");
const staff = await createAccount(
  api.pool,
  { actorKind: "job", actor: "test" },
  { email: "cora@example.com", name: "Cora", role: "compliance", password: "long enough" },
);
const claim = {
  actorKind: "staff",
  actor: staff ?? "",
  requestId: "request-7",
  reason: "asked by the author",
} as const;

/** Three people, renamed together and then deleted together, by Cora. */
const ids = (await Promise.all([1, 2, 3].map((n) => api.make.user({ bio: `bio ${n}` })))).map(
  ({ id }) => id,
);
const transaction = await write(api.pool, claim, async ({ client, xid }) => {
  await client.query("UPDATE users SET bio = upper(bio), full_name = 'X' WHERE id = ANY($1)", [
    ids,
  ]);
  return `1:${await xid()}`;
});
await write(api.pool, claim, ({ client }) =>
  client.query("DELETE FROM users WHERE id = ANY($1)", [ids]),
);
const root = new pg.Client({ connectionString: api.database.superUrl });
await root.connect();
await root.query(
  "INSERT INTO users (email, username, full_name, password_hash) VALUES ('s@example.com', 's', 'S', 'x')",
);
await root.end();

it("lists events, newest first, each with who, why and about what", async () => {
  const { rows } = await caller.audit.list({ entity: "users" });
  expect(rows.map(({ operation, rows: n }) => [operation, n])).toEqual([
    ["insert", 1],
    ["delete", 3],
    ["update", 3],
    ["insert", 1],
    ["insert", 1],
    ["insert", 1],
  ]);
  expect(rows[0]).toMatchObject({
    attributed: false,
    role: "postgres",
    actor: { kind: "none", id: null, name: null },
    label: "person",
    subject: { title: "S" },
  });
  expect(rows[2]).toMatchObject({
    label: "people",
    transaction,
    actor: { kind: "staff", id: staff, name: "Cora" },
    requestId: "request-7",
    reason: "asked by the author",
  });
});

it.each([
  ["actor", { actor: staff ?? "" }, 2],
  ["operation", { entity: "users", operation: "insert" }, 4],
  ["transaction", { transaction }, 1],
  ["requestId", { requestId: "request-7" }, 2],
  ["unattributed", { unattributed: true }, 1],
  ["record", { entity: "users", key: ids[1] ?? "" }, 3],
  ["time", { from: "2000-01-01", to: "2001-01-01" }, 0],
] as const)("filters by %s, and counts the same", async (_name, filter, expected) => {
  const { rows } = await caller.audit.list(filter);
  expect(rows).toHaveLength(expected);
  expect(await caller.audit.count(filter)).toEqual({ count: expected, exact: true });
});

it("opens an update to its rows, old and new, though they are deleted by now", async () => {
  const [event] = (await caller.audit.list({ transaction })).rows;
  const first = await caller.audit.rows({ sequence: event?.sequence ?? 0, limit: 2 });
  const rest = await caller.audit.rows({
    sequence: event?.sequence ?? 0,
    cursor: first.nextCursor ?? "",
  });
  const rows = [...first.rows, ...rest.rows];
  expect(rows.map(({ key }) => key)).toEqual([...ids].sort());
  for (const { key, changes, title, values } of rows) {
    const n = ids.indexOf(key) + 1;
    expect(title).toBe("X");
    expect(values).toBeNull();
    expect(changes).toMatchObject([
      { property: "fullName", after: "X" },
      { property: "bio", name: "bio", before: `bio ${n}`, after: `BIO ${n}`, secret: false },
    ]);
  }
});

it("opens a delete to what the archive keeps, without secrets", async () => {
  const [event] = (await caller.audit.list({ entity: "users", operation: "delete" })).rows;
  const { rows } = await caller.audit.rows({ sequence: event?.sequence ?? 0 });
  expect(rows).toHaveLength(3);
  expect(rows[0]?.changes).toBeNull();
  expect(rows[0]?.values).toMatchObject({ fullName: "X" });
  expect(Object.keys(rows[0]?.values ?? {})).not.toContain("passwordHash");
});

it("links a restore to the deletions it undid", async () => {
  const [event] = (await caller.audit.list({ entity: "users", operation: "delete" })).rows;
  const deleted = event?.sequence ?? 0;
  await write(api.pool, claim, ({ client }) =>
    client.query("SELECT archive.restore_users($1)", [
      JSON.stringify([{ deleted_id: deleted, id: ids[0] }]),
    ]),
  );
  const [newest] = (await caller.audit.list({ entity: "users" })).rows;
  expect(newest?.restores).toEqual([deleted]);
  expect(await caller.audit.get({ sequence: newest?.sequence ?? 0 })).toEqual(newest);
});

it("has no such event, and says so", async () => {
  await expect(caller.audit.get({ sequence: 999_999 })).rejects.toThrow(
    "There is no event 999999.",
  );
  await expect(caller.audit.rows({ sequence: 999_999 })).rejects.toThrow("There is no event");
  await expect(caller.audit.list({ key: randomUUID() })).rejects.toThrow(
    /"entity" is not valid: expected the entity that the key belongs to/,
  );
});

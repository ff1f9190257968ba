import { randomBytes } from "node:crypto";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import type { Entity, Writer } from "../../drizzle/audit/entity.ts";
import { liveName } from "../../drizzle/audit/entity.ts";
import { posts } from "../../drizzle/entities/posts.ts";
import { users } from "../../drizzle/entities/users.ts";
import { registry } from "../../drizzle/registry.ts";
import { byNobody, byStaff, deleted, expectHistory, updated } from "./history.ts";
import type { Row } from "./samples.ts";
import { absentRows, givenRows, insertRows } from "./rows.ts";
import { act, connect, eventsOf, openStage, staffClaim } from "./support.ts";

const stage = await openStage();

const claimed = (claim: { kind?: string; actor?: string; request?: string; reason?: string }) =>
  Object.entries({
    actor_kind: claim.kind,
    actor: claim.actor,
    request_id: claim.request,
    reason: claim.reason,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `SET LOCAL bellamy.${name} = '${value}'`)
    .join("; ");

/** Kinds of actor that each role may speak for, wherever the table names it as a writer. */
const kinds: Record<Writer, readonly string[]> = {
  console: ["staff", "job"],
  platform: ["platform"],
  job: ["job"],
};

describe.each(registry)("$name", (entity: Entity) => {
  it.each(["console", "platform", "job", "owner"])(
    "a claim counts from bellamy_%s only where the table names it, for its kinds only",
    async (name) => {
      const role = `bellamy_${name}`;
      const allowed = entity.writers.find((writer) => writer === name);
      for (const kind of ["staff", "job", "platform", "none", "root", ""]) {
        const [row = {}] = await absentRows(stage.root, entity);
        await stage.root.query("BEGIN");
        // What the table does not name may not write it at all; the event must not rely on that.
        await stage.root.query(
          `GRANT USAGE ON SCHEMA ${entity.schema} TO ${role}; GRANT INSERT ON ${liveName(entity)} TO ${role};
           SET LOCAL SESSION AUTHORIZATION ${role}; ${claimed({ kind, actor: "someone" })}`,
        );
        await insertRows(stage.root, entity, [row]);
        await stage.root.query("SET LOCAL SESSION AUTHORIZATION DEFAULT");
        const { rows } = await stage.root.query<{ xid: string }>(
          "SELECT pg_current_xact_id() AS xid",
        );
        const events = await eventsOf(stage.root, rows[0]?.xid ?? "");
        await stage.root.query("ROLLBACK");
        expect(events).toMatchObject([
          {
            entity: entity.name,
            role,
            actor: "someone",
            actor_kind: kind || "none",
            attributed: allowed && kinds[allowed].includes(kind) ? "t" : "f",
          },
        ]);
      }
    },
  );
});

const change = (client: pg.ClientBase, row: Row, bio: string) =>
  client.query("UPDATE users SET bio = $1 WHERE id = $2", [bio, row["id"]]);

async function updateBy(client: pg.ClientBase, begin: string, by: Row): Promise<void> {
  const [row = {}] = await givenRows(stage.root, users);
  await client.query(begin);
  await change(client, row, "changed");
  const { rows } = await client.query<{ xid: string }>("SELECT pg_current_xact_id()::text AS xid");
  await client.query("COMMIT");
  await expectHistory(
    stage,
    rows[0]?.xid ?? "",
    updated(users, [[row, { ...row, bio: "changed" }]], by),
  );
}

describe("a statement from psql", () => {
  it("with no claim is by nobody", () => updateBy(stage.root, "BEGIN", byNobody));

  it("with a forged one keeps what was claimed, and is unattributed", () =>
    updateBy(
      stage.root,
      `BEGIN; ${claimed({ kind: "staff", actor: "the boss", request: "r", reason: "trust me" })}`,
      {
        ...byNobody,
        actor_kind: "staff",
        actor: "the boss",
        request_id: "r",
        reason: "trust me",
      },
    ));

  it.each([
    ["a kind and no actor", { kind: "staff" }, { actor_kind: "staff" }],
    ["an actor and no kind", { actor: "x" }, { actor: "x" }],
    ["an empty actor", { kind: "staff", actor: "" }, { actor_kind: "staff" }],
    ["a reason only", { reason: "because" }, { reason: "because" }],
  ])("of the application's role with %s is unattributed", (_, claim, kept) =>
    updateBy(stage.console, `BEGIN; ${claimed(claim)}`, {
      ...byNobody,
      role: "bellamy_console",
      ...kept,
    }),
  );
});

describe("the role is who signed in, not who it pretends to be", () => {
  const begin = `BEGIN; ${claimed({ kind: "staff", actor: "x" })};`;
  const by = { ...byNobody, actor_kind: "staff", actor: "x" };

  it("for a superuser after SET ROLE bellamy_console", () =>
    updateBy(stage.root, `${begin} SET LOCAL ROLE bellamy_console`, by));

  it("for the owner after SET ROLE bellamy_console", async () => {
    const owner = await connect(stage.database.ownerUrl);
    await owner.query("SET ROLE bellamy_console").catch(() => undefined);
    await updateBy(owner, begin, { ...by, role: "bellamy_owner" });
    await owner.end();
  });

  it("for a person who is a member of bellamy_console", async () => {
    const name = `person_${randomBytes(4).toString("hex")}`;
    await stage.root.query(`CREATE ROLE ${name} LOGIN PASSWORD 'x' IN ROLE bellamy_console`);
    const url = new URL(stage.database.consoleUrl);
    url.username = name;
    url.password = "x";
    const person = await connect(url.href);
    await updateBy(person, begin, { ...by, role: name });
    await updateBy(person, `${begin} SET LOCAL ROLE bellamy_console`, { ...by, role: name });
    await person.end();
    await stage.root.query(`DROP ROLE ${name}`);
  });

  it("and the application's role becomes nobody else", async () => {
    for (const role of ["bellamy_owner", "bellamy_platform", "bellamy_job", "postgres"]) {
      await expect(stage.console.query(`SET ROLE ${role}`)).rejects.toMatchObject({
        code: "42501",
      });
      await expect(stage.console.query(`SET SESSION AUTHORIZATION ${role}`)).rejects.toMatchObject({
        code: "42501",
      });
    }
  });
});

it("a cascade and its followers keep the actor", async () => {
  const [post = {}] = await givenRows(stage.root, posts);
  const author = { id: post["author_id"] ?? null };
  const xid = await act(stage.console, (client) =>
    client.query("DELETE FROM users WHERE id = $1", [author.id]),
  );
  const events = await eventsOf(stage.root, xid);
  expect(events).toHaveLength(2);
  for (const event of events) expect(event).toMatchObject({ ...byStaff, operation: "delete" });
});

it("a claim may hold anything that text may", async () => {
  const [row = {}] = await givenRows(stage.root, users);
  const claim = {
    ...staffClaim,
    actor: "'); DROP TABLE log.event; --",
    reason: `${"long ".repeat(20_000)}\\ ' " $1 😀\nline`,
  };
  const xid = await act(
    stage.console,
    (client) => client.query("DELETE FROM users WHERE id = $1", [row["id"]]),
    claim,
  );
  await expectHistory(
    stage,
    xid,
    deleted(users, [row], { ...byStaff, actor: claim.actor, reason: claim.reason }),
  );
});

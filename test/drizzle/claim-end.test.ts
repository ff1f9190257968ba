import type pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { users } from "../../drizzle/entities/users.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";
import { write } from "../../server/stores/postgres/write.ts";
import { byNobody, expectHistory, updated } from "./history.ts";
import type { Row } from "./samples.ts";
import { givenRows } from "./rows.ts";
import { eventsOf, openStage, staffClaim } from "./support.ts";

const stage = await openStage();
const pool = openPool({ url: stage.database.consoleUrl, max: 1 });
afterAll(() => pool.end());

const change = (client: pg.ClientBase, row: Row, bio: string) =>
  client.query("UPDATE users SET bio = $1 WHERE id = $2", [bio, row["id"]]);

describe("the claim ends with its transaction", () => {
  const plain = async (row: Row) => {
    const client = await pool.connect();
    await client.query("BEGIN");
    await change(client, row, "later");
    const { rows } = await client.query("SELECT pg_current_xact_id()::text AS xid");
    await client.query("COMMIT");
    client.release();
    return String(rows[0].xid);
  };
  const nobody = { ...byNobody, role: "bellamy_console" };

  it("on the same pooled connection, after a commit", async () => {
    const [row = {}] = await givenRows(stage.root, users);
    const first = await write(pool, staffClaim, async ({ client, xid }) => {
      await change(client, row, "first");
      return xid();
    });
    await expectHistory(stage, first, updated(users, [[row, { ...row, bio: "first" }]]));
    const later = updated(
      users,
      [
        [
          { ...row, bio: "first" },
          { ...row, bio: "later" },
        ],
      ],
      nobody,
    );
    await expectHistory(stage, await plain(row), later);
  });

  it("and a write whose failed statement was swallowed is refused, not reported as done", async () => {
    const [row = {}] = await givenRows(stage.root, users);
    const swallowing = write(pool, staffClaim, async ({ client }) => {
      await change(client, row, "lost");
      await client.query("SELECT 1 / 0").catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow("nothing was written");
  });

  it("and after a rollback", async () => {
    const [row = {}] = await givenRows(stage.root, users);
    const failing = write(pool, staffClaim, async ({ client }) => {
      await change(client, row, "lost");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await expectHistory(
      stage,
      await plain(row),
      updated(users, [[row, { ...row, bio: "later" }]], nobody),
    );
  });

  it("and does not take over parts of the one before", async () => {
    const [row = {}] = await givenRows(stage.root, users);
    await write(pool, staffClaim, ({ client }) => change(client, row, "one"));
    const second = await write(
      pool,
      { actorKind: "job", actor: "tidy" },
      async ({ client, xid }) => {
        await change(client, row, "two");
        return xid();
      },
    );
    const [event = {}] = await eventsOf(stage.root, second);
    expect(event).toMatchObject({
      actor_kind: "job",
      actor: "tidy",
      reason: null,
      attributed: "t",
    });
    expect(event["request_id"]).toMatch(/^tidy:/);
  });
});

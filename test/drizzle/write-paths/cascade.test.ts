import { expect, it } from "vitest";
import type { Entity } from "../../../drizzle/audit/entity.ts";
import { comments } from "../../../drizzle/entities/comments.ts";
import { follows } from "../../../drizzle/entities/follows.ts";
import { hashtags } from "../../../drizzle/entities/hashtags.ts";
import { media } from "../../../drizzle/entities/media.ts";
import { postHashtags } from "../../../drizzle/entities/post-hashtags.ts";
import { posts } from "../../../drizzle/entities/posts.ts";
import { reactions } from "../../../drizzle/entities/reactions.ts";
import { ticketMessages } from "../../../drizzle/entities/ticket-messages.ts";
import { tickets } from "../../../drizzle/entities/tickets.ts";
import { users } from "../../../drizzle/entities/users.ts";
import { entityNamed } from "../../../drizzle/registry.ts";
import { archived, byId, deleted, expectHistory, historyOf, type Rows } from "../history.ts";
import type { Row } from "../samples.ts";
import { deleteRows, givenRow, givenRows, liveRows } from "../rows.ts";
import { act, openStage } from "../support.ts";

const stage = await openStage();

/** Someone's posts, others' comments under them, nested, and all that hangs on each. */
async function network() {
  const rows: Rows = new Map();
  const add = async (entity: Entity, values: Row) => {
    const row = await givenRow(stage.root, entity, values);
    rows.set(entity, [...(rows.get(entity) ?? []), row]);
    return row["id"] ?? null;
  };
  const [stranger = {}] = await givenRows(stage.root, users);
  const author = await add(users, {});
  const hashtag = (await givenRow(stage.root, hashtags, {}))["id"] ?? null;
  for (const _ of [1, 2]) {
    const post = await add(posts, { author_id: author });
    await add(reactions, { target_type: "post", target_id: post });
    await add(reactions, { target_type: "post", target_id: post, user_id: author });
    await add(postHashtags, { post_id: post, hashtag_id: hashtag });
    await add(media, { post_id: post });
    let parent: string | null = null;
    for (let depth = 0; depth < 4; depth += 1) {
      parent = await add(comments, {
        post_id: post,
        parent_comment_id: parent,
        author_id: depth === 1 ? author : (stranger["id"] ?? null),
      });
      await add(reactions, { target_type: "comment", target_id: parent });
    }
  }
  await add(follows, { follower_id: author });
  await add(follows, { target_type: "user", target_id: author });
  const ticket = await add(tickets, { user_id: author });
  await add(ticketMessages, { ticket_id: ticket, user_id: author });
  await add(ticketMessages, { ticket_id: ticket, user_id: stranger["id"] ?? null });
  const bystander = await givenRow(stage.root, reactions, {
    target_type: "post",
    user_id: stranger["id"] ?? null,
  });
  return { rows, author, bystander };
}

it("users → posts → comments → replies and all that hangs on them leave once, in one transaction", async () => {
  const { rows, author, bystander } = await network();
  const xid = await act(stage.console, (client) =>
    client.query("DELETE FROM users WHERE id = $1", [author]),
  );
  expect(byId(await archived(stage, xid))).toEqual(byId(rows));
  expect(await liveRows(stage.root, reactions, [bystander])).toEqual([bystander]);
  const events = (await historyOf(stage.root, xid)).map(({ event }) => event["entity"]);
  expect(events[0]).toBe("users");
  expect(events.indexOf("posts")).toBeLessThan(events.indexOf("comments"));
});

it("tickets → ticket messages", async () => {
  const ticket = await givenRow(stage.root, tickets, {});
  const messages: Row[] = [];
  for (const _ of [1, 2, 3]) {
    messages.push(await givenRow(stage.root, ticketMessages, { ticket_id: ticket["id"] ?? null }));
  }
  const xid = await act(stage.console, (client) => deleteRows(client, tickets, [ticket]));
  await expectHistory(stage, xid, [
    ...deleted(tickets, [ticket]),
    ...deleted(ticketMessages, messages),
  ]);
});

it("a thread along its self-reference leaves whole, however deep", async () => {
  const [post = {}] = await givenRows(stage.root, posts);
  const thread: Row[] = [];
  for (let depth = 0; depth < 30; depth += 1) {
    thread.push(
      await givenRow(stage.root, comments, {
        post_id: post["id"] ?? null,
        parent_comment_id: thread.at(-1)?.["id"] ?? null,
      }),
    );
  }
  const beside = await givenRow(stage.root, comments, { post_id: post["id"] ?? null });
  const xid = await act(stage.console, (client) =>
    client.query("DELETE FROM comments WHERE id = $1", [thread[0]?.["id"]]),
  );
  expect(byId(await archived(stage, xid))).toEqual(byId(new Map([[comments, thread]])));
  expect(await liveRows(stage.root, comments, [beside])).toEqual([beside]);
});

it("what a reference protects stays, and so does its history", async () => {
  const [message = {}] = await givenRows(stage.root, ticketMessages);
  const staff = await givenRow(stage.root, entityNamed("staff_accounts"), {});
  await stage.root.query("UPDATE tickets SET assignee_id = $1 WHERE id = $2", [
    staff["id"],
    message["ticket_id"],
  ]);
  const before = await stage.root.query("SELECT count(*) FROM log.event");
  await expect(
    act(stage.console, (client) =>
      client.query("DELETE FROM staff.accounts WHERE id = $1", [staff["id"]]),
    ),
  ).rejects.toMatchObject({ code: "23503" });
  expect((await stage.root.query("SELECT count(*) FROM log.event")).rows).toEqual(before.rows);
});

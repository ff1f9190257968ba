import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { accountOf, openConsole } from "./support.ts";

const app = openConsole();
const replies = 40;
let postId: string;

beforeAll(async () => {
  const { make } = app;
  const author = await make.user({ fullName: "Greta Fadenwald", username: "greta.fadenwald" });
  const other = await make.user({ fullName: "Otto Antwort" });
  const post = await make.post(author.id, { content: "A thread that will be missed" });
  postId = post.id;
  let parent: string | null = null;
  for (let index = 0; index < replies; index++) {
    const comment: { id: string } = await make.comment(
      { postId, authorId: index % 2 ? author.id : other.id },
      { id: randomUUID(), content: `Reply ${index + 1}`, parentCommentId: parent },
    );
    parent = index % 5 === 4 ? null : comment.id;
  }
  await make.reaction(other.id, postId);
});

async function jobDone(page: Page, words: string) {
  await page.getByRole("dialog").getByRole("status").getByText(words).waitFor({ timeout: 20_000 });
}

test("find a person, delete a thread, find it, dry-run, restore, and read who did what", async () => {
  const page = await app.pageAs("compliance");
  await page.goto("/users");
  await page.getByRole("searchbox", { name: "Search people" }).fill("fadenwald");
  await page.getByRole("row").getByRole("link", { name: "Greta Fadenwald" }).click();
  await page.getByRole("heading", { name: "Greta Fadenwald" }).waitFor();
  await page.getByRole("link", { name: "A thread that will be missed" }).click();
  await page
    .getByRole("tree", { name: "Comments" })
    .getByText("Reply 1", { exact: true })
    .waitFor();
  await page.getByText(`${replies} comments`).waitFor();

  // Delete, with everything that hangs on it.
  await page.getByRole("button", { name: "Delete…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("list", { name: "What goes" }).getByText("Comments").waitFor();
  const rows = replies + 2;
  const act = dialog.getByRole("button", { name: `Delete ${rows} rows` });
  await act.click();
  await dialog.getByText("A reason of 3 to 500 characters").waitFor();
  await dialog.getByLabel("Reason").fill("Insults, ticket 4711");
  await act.click();
  await jobDone(page, `Deleted ${rows} rows`);
  const event = dialog.getByRole("link", { name: /^\d+$/ }).first();
  await event.waitFor();
  await dialog.getByRole("button", { name: "Undo" }).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("heading", { name: "This post was deleted" }).waitFor();

  // Under deleted records.
  await page.getByRole("link", { name: "Deleted records", exact: true }).click();
  const first = page.getByRole("grid", { name: "Deleted records" }).locator("[data-row]").first();
  await first.getByText("A thread that will be missed").waitFor();
  await first.getByText("Insults, ticket 4711").waitFor();
  await first.getByText(accountOf("compliance").name).waitFor();
  await first.click();
  await page.getByRole("button", { name: "Comments" }).click();
  await page.getByRole("treeitem", { name: /\bReply 1\b/ }).waitFor();

  // Dry run.
  await page.getByRole("button", { name: "Preview the restore" }).click();
  await dialog.getByText("Nothing in the way").waitFor();
  const steps = await dialog
    .getByRole("list", { name: "What comes back" })
    .getByRole("listitem")
    .allInnerTexts();
  expect(steps.map((step) => step.replaceAll(/\s+/g, " "))).toEqual([
    "1. Posts 1",
    `2. Comments ${replies}`,
    "3. Reactions 1",
  ]);
  await dialog.getByLabel("Reason").fill("The insults were quoted");
  await dialog.getByRole("button", { name: `Restore ${rows} rows` }).click();
  await jobDone(page, `Restored ${rows} rows`);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("Restored", { exact: true }).first().waitFor();

  // Its timeline says who, when, in which transaction and why.
  await page
    .getByRole("region", { name: "Deletion" })
    .getByRole("link", { name: "Timeline" })
    .first()
    .click();
  const timeline = page.getByRole("tabpanel", { name: "Timeline" });
  const restored = timeline.getByRole("listitem").nth(0);
  await restored.getByText("restored it").waitFor();
  expect(await restored.innerText()).toMatch(
    /Clara Lindqvist restored it, just now[\s\S]*The insults were quoted[\s\S]*transaction\s*1:\d+/,
  );
  const deleted = timeline.getByRole("listitem").nth(1);
  expect(await deleted.innerText()).toMatch(/deleted it[\s\S]*Insults, ticket 4711/);
  await timeline.getByRole("listitem").nth(2).getByText("created it").waitFor();

  // And the thread is whole.
  await page.getByRole("tab", { name: "Comments" }).click();
  await page.getByText(`${replies} comments`).waitFor();
});

test("an undo within ten seconds brings everything back", async () => {
  const page = await app.pageAs("support");
  await page.goto(`/posts/${postId}`);
  const comment = page.getByRole("treeitem", { name: /Reply 2$/ });
  await comment.hover();
  await comment.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete a comment" });
  await dialog.getByLabel("Reason").fill("By mistake");
  await dialog.getByRole("button", { name: "Delete 4 rows" }).click();
  await jobDone(page, "Deleted 4 rows");
  await page.getByText(`${replies - 4} comments`).waitFor();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await jobDone(page, "Restored 4 rows");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByText(`${replies} comments`).waitFor();

  // The drawer remembers both.
  await page.getByRole("button", { name: "Jobs" }).click();
  await page.getByRole("dialog", { name: "Jobs" }).getByText("Deleted 4 rows").waitFor();
  await page.getByRole("dialog", { name: "Jobs" }).getByText("Restored 4 rows").waitFor();
});

test("a part that misses its parent says so, and takes it along", async () => {
  const page = await app.pageAs("compliance");
  await page.goto(`/posts/${postId}`);
  await page.getByRole("button", { name: "Delete…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Once more");
  await dialog.getByRole("button", { name: `Delete ${replies + 2} rows` }).click();
  await jobDone(page, `Deleted ${replies + 2} rows`);
  await dialog.getByRole("link", { name: /^Deleted records/ }).click();
  await page.getByRole("button", { name: "Choose a part" }).click();
  await page.getByRole("checkbox", { name: "All comments" }).click();
  await page.getByRole("button", { name: `Preview the restore of ${replies} rows` }).click();
  await dialog.getByRole("list", { name: "Missing parents" }).waitFor();
  expect(await dialog.getByRole("button", { name: /^Restore/ }).isDisabled()).toBe(true);
  await dialog.getByRole("button", { name: "Add it" }).click();
  await dialog.getByText("Nothing in the way").waitFor();
  await dialog.getByLabel("Reason").fill("Without the reaction");
  await dialog.getByRole("button", { name: `Restore ${replies + 1} rows` }).click();
  await jobDone(page, `Restored ${replies + 1} rows`);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page
    .getByText(`${replies + 1} of ${replies + 2} back`)
    .first()
    .waitFor();
});

test("a value that was taken meanwhile leads to the row that has it", async () => {
  const { make, pool } = app;
  const page = await app.pageAs("admin");
  const gone = await make.user({ fullName: "Gone Girl", username: "taken.name" });
  await page.goto(`/users/${gone.id}`);
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Asked for it");
  await dialog.getByRole("button", { name: "Delete 1 row" }).click();
  await jobDone(page, "Deleted 1 row");
  await make.user({ fullName: "New Owner", username: "taken.name" });
  await dialog.getByRole("link", { name: /^Deleted records/ }).click();
  await page.getByRole("button", { name: "Preview the restore" }).click();
  await dialog.getByText("A unique value is taken").waitFor();
  expect(await dialog.getByRole("button", { name: /^Restore/ }).isDisabled()).toBe(true);
  await dialog.getByRole("link", { name: /Open the living person “New Owner”/ }).click();
  await page.getByRole("heading", { name: "New Owner" }).waitFor();
  const { rows } = await pool.query("SELECT FROM users WHERE id = $1", [gone.id]);
  expect(rows).toHaveLength(0);
});

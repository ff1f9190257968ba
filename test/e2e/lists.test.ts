import { expect, test } from "vitest";
import { accountOf, settled, openConsole } from "./support.ts";

const app = openConsole({ people: 120 });

test("a filtered audit is shared by its URL", async () => {
  const page = await app.pageAs("compliance");
  await page.goto("/audit");
  await page.getByRole("grid", { name: "Audit events" }).locator("[data-row]").first().waitFor();
  await page.keyboard.press("f");
  const sheet = page.getByRole("dialog", { name: "Filter" });
  await sheet.getByLabel("Kind").selectOption({ label: "People" });
  await sheet.getByLabel("Operation").selectOption({ label: "Update" });
  await page.keyboard.press("Escape");
  await page.getByRole("radiogroup", { name: "Time range" }).getByText("30 days").click();
  const grid = page.getByRole("grid", { name: "Audit events" });
  await grid.getByText("Update", { exact: true }).first().waitFor();
  await settled(page);
  const rows = await grid.locator("[data-row]").allInnerTexts();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => /Update\s+person/.test(row))).toBe(true);
  const url = page.url();
  expect(new URL(url).search).toBe("?entity=users&operation=update&range=30d");

  const other = await app.pageAs("admin");
  await other.goto(url);
  await other.getByRole("button", { name: "Remove the filter Operation Update" }).waitFor();
  const same = other.getByRole("grid", { name: "Audit events" });
  await same.locator("[data-row]").first().waitFor();
  await settled(other);
  expect(await same.locator("[data-row]").allInnerTexts()).toEqual(rows);

  await same.locator("[data-row]").first().click();
  await other.getByRole("heading", { name: /^Event \d+/ }).waitFor();
  await other.locator("del").first().waitFor();
  expect(new URL(other.url()).search).toBe("?entity=users&operation=update&range=30d");
});

test("events of one transaction, from one of them", async () => {
  const page = await app.pageAs("compliance");
  await page.goto("/audit?operation=delete");
  await page.getByRole("grid", { name: "Audit events" }).locator("[data-row]").first().click();
  const text = await page.getByRole("button", { name: /copy the transaction$/ }).innerText();
  const transaction = /\d+:\d+/.exec(text)?.[0] ?? "";
  await page.getByRole("link", { name: "all its events" }).first().click();
  await page
    .getByRole("button", { name: `Remove the filter Transaction ${transaction}` })
    .waitFor();
  await settled(page);
  const shown = await page.locator("[data-row]").allInnerTexts();
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.every((row) => row.includes(transaction))).toBe(true);
});

test("unattributed writes are found", async () => {
  await app.pool.query(
    "UPDATE users SET bio = 'no claim' WHERE id = (SELECT min(id::text)::uuid FROM users)",
  );
  const page = await app.pageAs("compliance");
  await page.goto("/audit?unattributed=1");
  await page
    .getByRole("grid", { name: "Audit events" })
    .getByText("Unattributed")
    .first()
    .waitFor();
});

test("a wrong filter is answered in words that name it", async () => {
  const page = await app.pageAs("compliance");
  await page.goto("/audit?transaction=nonsense");
  await page
    .getByRole("alert")
    .getByText(/"transaction" is not valid: expected a transaction/)
    .waitFor();
  await page
    .getByRole("alert")
    .getByText(/^Request/)
    .waitFor();
});

test("a list goes on to its end, and says how many there are", async () => {
  const { rows } = await app.pool.query<{ total: number }>("SELECT count(*) AS total FROM users");
  const page = await app.pageAs("support");
  await page.goto("/users?sort=username");
  const grid = page.getByRole("grid", { name: "People" });
  await grid.locator("[data-row]").first().waitFor();
  await page
    .getByRole("heading", { name: "People" })
    .locator("..")
    .getByText(String(rows[0]?.total))
    .waitFor();
  // Only what is on the screen is in the document.
  expect(await grid.locator("[data-row]").count()).toBeLessThan(60);
  await page.keyboard.press("j");
  await expect
    .poll(
      async () => {
        await page.keyboard.press("End");
        return grid.getAttribute("aria-rowcount");
      },
      { timeout: 10_000 },
    )
    .toBe(String(Number(rows[0]?.total) + 1));
});

test("a count is an estimate that says so, and exact when asked for", async () => {
  const author = await app.make.user();
  await app.pool.query(
    "INSERT INTO posts (author_id, content) SELECT $1, 'Post ' || n FROM generate_series(1, 12000) n",
    [author.id],
  );
  await app.asOwner("ANALYZE posts");
  const { rows } = await app.pool.query<{ total: number }>("SELECT count(*) AS total FROM posts");
  const page = await app.pageAs("support");
  await page.goto("/posts");
  await page.getByText(/^about 1[234]K/).waitFor();
  await page.getByRole("button", { name: "Count exactly" }).click();
  await page.getByText(new Intl.NumberFormat("en-GB").format(rows[0]?.total ?? 0)).waitFor();
});

test("a search keeps to the URL, and back undoes nothing else", async () => {
  const page = await app.pageAs("support");
  await app.make.user({ fullName: "Xaver Quintessenz", username: "xaver.q" });
  await page.goto("/users?sort=email");
  await page.getByRole("grid", { name: "People" }).locator("[data-row]").first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("quintess");
  await page.getByRole("link", { name: "Xaver Quintessenz" }).click();
  await page.getByRole("heading", { name: "Xaver Quintessenz" }).waitFor();
  expect(new URL(page.url()).search).toBe("?sort=email&q=quintess");
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page.getByText("created it").waitFor();
  await page.reload();
  await page.getByText("created it").waitFor();
  await page.goBack();
  await page.getByRole("grid", { name: "People" }).waitFor();
});

test("what is not there is a page of its own", async () => {
  const page = await app.pageAs("support");
  await page.goto("/no/such/page");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  await page.goto("/users/00000000-0000-4000-8000-000000000000");
  await page.getByRole("heading", { name: "There is no such person" }).waitFor();
  await page.goto("/posts/nonsense");
  await page.getByRole("heading", { name: "There is no such post" }).waitFor();
});

test("the theme is kept, and system follows the system", async () => {
  const page = await app.pageAs("operator", { scheme: "dark" });
  await page.goto("/users");
  const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
  await page.getByRole("button", { name: `${accountOf("operator").name}, account` }).click();
  expect(await scheme()).toBe("dark");
  await page.getByRole("menuitemradio", { name: "Light theme" }).click();
  await expect.poll(scheme).toBe("light");
  await page.reload();
  await page.getByRole("grid", { name: "People" }).waitFor();
  expect(await scheme()).toBe("light");
});

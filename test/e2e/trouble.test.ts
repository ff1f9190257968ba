import { expect, test } from "vitest";
import { openConsole } from "./support.ts";

const app = openConsole({ people: 30 });

test("offline, pages still open and say so; back again, they load", async () => {
  const page = await app.pageAs("compliance");
  const loaded = page.waitForResponse(/\/assets\/event-page/);
  await page.goto("/users");
  await page.getByRole("grid", { name: "People" }).locator("[data-row]").first().waitFor();
  // The code of the other pages comes once the first one stands.
  await loaded;
  await page.context().setOffline(true);
  await page.getByText("This computer is offline.").waitFor();
  await page.getByRole("link", { name: "Deleted records", exact: true }).click();
  await page.getByRole("heading", { name: "Deleted records" }).waitFor();
  await page.context().setOffline(false);
  await page.getByText("This computer is offline.").waitFor({ state: "detached" });
  await page
    .getByRole("grid", { name: "Deleted records" })
    .locator("[data-row]")
    .first()
    .waitFor({ timeout: 20_000 });
});

test("a job is followed to its end when its stream is broken", async () => {
  const person = await app.make.user();
  const post = await app.make.post(person.id);
  const page = await app.pageAs("support");
  await page.route(/\/trpc\/jobs\.watch/, (route) => route.abort());
  await page.goto(`/posts/${post.id}`);
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("No stream today");
  await dialog.getByRole("button", { name: "Delete 1 row" }).click();
  await dialog.getByRole("status").getByText("Deleted 1 row").waitFor();
});

test("a panel whose question failed says why, keeps its place, and tries again", async () => {
  const person = await app.make.user({ fullName: "Petra Panel" });
  const page = await app.pageAs("support");
  let broken = true;
  await page.route(/\/trpc\/.*users\.friends/, (route) =>
    broken ? route.abort() : route.continue(),
  );
  await page.goto(`/users/${person.id}?tab=friends`);
  const panel = page.getByRole("tabpanel", { name: "Friends" });
  await panel.getByRole("alert").getByText("The console's server does not answer").waitFor();
  await page.getByRole("heading", { name: "Petra Panel" }).waitFor();
  broken = false;
  await panel.getByRole("button", { name: "Try again" }).click();
  await panel.getByText("No friends", { exact: true }).waitFor();
});

test("a database that differs from the registry is told to everyone", async () => {
  await app.asOwner("ALTER TABLE hashtags DISABLE TRIGGER audit_delete");
  const server = await app.another();
  try {
    const page = await app.pageAs("operator");
    await page.goto(`${server.url}/users`);
    const banner = page
      .getByRole("alert")
      .filter({ hasText: "The database differs from the registry" });
    await banner.getByText("1 difference").click();
    expect(await banner.innerText()).toContain("trigger audit_delete is disabled");
    // Reading goes on.
    await page.getByRole("grid", { name: "People" }).locator("[data-row]").first().waitFor();
  } finally {
    server.kill("SIGTERM");
    await server.ended;
  }
});

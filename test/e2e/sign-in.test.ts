import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { accountOf, openConsole } from "./support.ts";

const app = openConsole();

async function signIn(page: Page, email: string, password: string) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a wrong password says so and lets nobody in", async () => {
  const page = await app.freshPage();
  await page.goto("/");
  await signIn(page, accountOf("support").email, "not the password");
  await page.getByRole("alert").getByText("The e-mail or the password is wrong").waitFor();
  await page.goto("/users");
  await page.getByRole("button", { name: "Sign in" }).waitFor();
});

test("an e-mail that is none and an empty password are told at their fields", async () => {
  const page = await app.freshPage();
  await page.goto("/sign-in");
  await signIn(page, "ada", "");
  await page.getByText("An e-mail address, like").waitFor();
  expect(await page.getByLabel("E-mail").getAttribute("aria-invalid")).toBe("true");
});

test("the right one leads to where one wanted to go, and out again", async () => {
  const page = await app.freshPage();
  await page.goto("/deleted?entity=posts");
  const { email, password, name } = accountOf("compliance");
  await signIn(page, email, password);
  await page.getByRole("heading", { name: "Deleted records" }).waitFor();
  expect(new URL(page.url()).search).toBe("?entity=posts");

  await page.getByRole("button", { name: `${name}, account` }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await page.goto("/users");
  await page.getByRole("button", { name: "Sign in" }).waitFor();
});

test("a link does not lead away by way of the sign-in", async () => {
  const page = await app.freshPage();
  await page.goto("/sign-in?next=//example.com/users");
  const { email, password } = accountOf("operator");
  await signIn(page, email, password);
  await page.getByRole("heading", { name: "People" }).waitFor();
  expect(new URL(page.url()).origin).toBe(app.url);
});

test("signing out everywhere ends the session in another browser", async () => {
  const [here, there] = [await app.freshPage(), await app.freshPage()];
  const { email, password, name } = accountOf("admin");
  for (const page of [here, there]) {
    await page.goto("/users");
    await signIn(page, email, password);
    await page.getByRole("grid", { name: "People" }).waitFor();
  }
  await here.getByRole("button", { name: `${name}, account` }).click();
  await here.getByRole("menuitem", { name: "Sign out everywhere" }).click();
  await here.getByRole("button", { name: "Sign in" }).waitFor();
  await there.getByRole("link", { name: "Posts" }).click();
  await there.getByRole("button", { name: "Sign in" }).waitFor();
  // Back where one was, once signed in again.
  expect(new URL(there.url()).searchParams.get("next")).toBe("/posts");
});

test("each role finds its own desks, and is told who may open the others", async () => {
  const everyone = ["People", "Posts"];
  const desks = {
    support: everyone,
    operator: everyone,
    compliance: [...everyone, "Deleted records", "Audit"],
    admin: [...everyone, "Deleted records", "Audit"],
  } as const;
  for (const [role, expected] of Object.entries(desks)) {
    const page = await app.pageAs(role as keyof typeof desks);
    await page.goto("/users");
    const rail = page.getByRole("navigation", { name: "Desks" });
    await rail.getByRole("link", { name: "People" }).waitFor();
    const links = await rail.getByRole("group").getByRole("link").allInnerTexts();
    expect(links, role).toEqual(expected);
    if (links.includes("Audit")) continue;
    await page.goto("/audit/1");
    await page.getByRole("heading", { name: "This page is not for your role" }).waitFor();
    await page.getByText("compliance officers and admins").waitFor();
  }
});

test("each role finds its own acts on a record", async () => {
  const person = await app.make.user({ fullName: "Rolf Roles" });
  const post = await app.make.post(person.id);
  const acts = {
    support: { post: true, person: false, tickets: true },
    operator: { post: false, person: false, tickets: false },
    compliance: { post: true, person: true, tickets: true },
    admin: { post: true, person: true, tickets: true },
  } as const;
  for (const [role, expected] of Object.entries(acts)) {
    const page = await app.pageAs(role as keyof typeof acts);
    const hasDelete = () => page.getByRole("button", { name: "Delete…" }).isVisible();
    await page.goto(`/users/${person.id}`);
    await page.getByRole("heading", { name: "Rolf Roles" }).waitFor();
    expect(await hasDelete(), `${role}, person`).toBe(expected.person);
    expect(await page.getByRole("tab", { name: "Tickets" }).isVisible(), role).toBe(
      expected.tickets,
    );
    await page.goto(`/posts/${post.id}`);
    await page.getByRole("heading", { name: "Post by Rolf Roles" }).waitFor();
    expect(await hasDelete(), `${role}, post`).toBe(expected.post);
  }
});

test("too many attempts are told how long to wait", async () => {
  const page = await app.freshPage();
  await page.goto("/sign-in");
  const waits = page.getByRole("alert").getByText(/Too many attempts from here\. Wait/);
  for (let attempt = 0; attempt < 12 && !(await waits.isVisible()); attempt++) {
    await signIn(page, "nobody@example.com", `guess ${attempt}`);
    await page.getByRole("button", { name: "Sign in", disabled: false }).waitFor();
    await page.getByRole("alert").waitFor();
  }
  await waits.waitFor();
});

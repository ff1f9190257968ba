import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { settled, openConsole } from "./support.ts";

const app = openConsole();
let axe: string;

const ids = { user: "", post: "", comment: "", cohort: "", event: "" };

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const { pool } = app;
  const one = async (sql: string) => {
    const { rows } = await pool.query<{ id: string }>(sql);
    return rows[0]?.id ?? "";
  };
  ids.post = await one(
    "SELECT post_id AS id FROM comments GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
  );
  ids.comment = await one(`SELECT id FROM comments WHERE post_id = '${ids.post}' LIMIT 1`);
  ids.user = await one(`SELECT author_id AS id FROM posts WHERE id = '${ids.post}'`);
  ids.cohort = await one(
    "SELECT generation || ':' || xid AS id FROM log.event WHERE operation = 'delete' AND rows > 1 ORDER BY sequence DESC LIMIT 1",
  );
  ids.event = await one(
    "SELECT sequence::text AS id FROM log.event WHERE operation = 'update' AND rows = 1 ORDER BY sequence DESC LIMIT 1",
  );
});

const rules = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  rules: { "heading-order": { enabled: true }, "page-has-heading-one": { enabled: true } },
};

/** Everything that WCAG 2.2 A and AA ask for and a program can see, and headings in order. */
async function violations(page: Page): Promise<string[]> {
  await settled(page);
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(rules)})`);
  return results.violations.map(
    ({ id, help, nodes }) =>
      `${id} (${help}): ${nodes
        .slice(0, 3)
        .map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`)
        .join(" | ")}`,
  );
}

const rowThere = (page: Page) => page.locator("[data-row]").first().waitFor();
const rowInTab = (page: Page) => page.getByRole("tabpanel").locator("[data-row]").first().waitFor();
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { name }).first().waitFor();

/** Every page and everything that opens over one: where it is, and what to do until it is there. */
const screens: readonly [
  name: string,
  path: () => string,
  ready: (page: Page) => Promise<unknown>,
][] = [
  ["people", () => "/users", rowThere],
  ["nobody found", () => "/users?q=zzzzzz", (page) => page.getByText("Nobody matches").waitFor()],
  [
    "a person",
    () => `/users/${ids.user}`,
    (page) => page.getByRole("tabpanel", { name: "Posts" }).locator("[data-row]").first().waitFor(),
  ],
  ["a person's comments", () => `/users/${ids.user}?tab=comments`, rowInTab],
  ["a person's friends", () => `/users/${ids.user}?tab=friends`, rowInTab],
  [
    "a person's tickets",
    () => `/users/${ids.user}?tab=tickets`,
    (page) => page.getByRole("tabpanel", { name: "Tickets" }).waitFor(),
  ],
  [
    "a person's timeline",
    () => `/users/${ids.user}?tab=timeline`,
    (page) => page.getByText("created it").first().waitFor(),
  ],
  ["posts", () => "/posts", rowThere],
  ["a thread", () => `/posts/${ids.post}`, (page) => page.getByRole("treeitem").first().waitFor()],
  [
    "any record",
    () => `/records/comments/${ids.comment}`,
    (page) => page.getByText("created it").first().waitFor(),
  ],
  ["deleted records", () => "/deleted", rowThere],
  [
    "a deletion",
    () => `/deleted/${ids.cohort}`,
    async (page) => {
      await page.getByRole("button", { name: "Choose a part" }).click();
      await page.getByRole("treeitem").first().waitFor();
      await page.getByRole("button", { name: "Show its values" }).first().click();
    },
  ],
  [
    "a dry run",
    () => `/deleted/${ids.cohort}`,
    async (page) => {
      await page.getByRole("button", { name: "Preview the restore" }).click();
      await page.getByRole("list", { name: "What comes back" }).waitFor();
    },
  ],
  ["audit", () => "/audit", rowThere],
  [
    "audit filters",
    () => "/audit?entity=posts&operation=update",
    async (page) => {
      await rowThere(page);
      await page.keyboard.press("f");
      await page.getByRole("dialog", { name: "Filter" }).waitFor();
    },
  ],
  ["an event", () => `/audit/${ids.event}`, (page) => page.locator("del").first().waitFor()],
  ["a wrong filter", () => "/audit?transaction=x", (page) => page.getByRole("alert").waitFor()],
  [
    "a delete",
    () => `/posts/${ids.post}`,
    async (page) => {
      await page.getByRole("button", { name: "Delete…" }).first().click();
      await page.getByRole("list", { name: "What goes" }).waitFor();
    },
  ],
  [
    "jobs",
    () => "/posts",
    async (page) => {
      await rowThere(page);
      await page.getByRole("button", { name: "Jobs" }).click();
      await page.getByText("No jobs yet").waitFor();
    },
  ],
  [
    "the account menu",
    () => "/users",
    async (page) => {
      await rowThere(page);
      await page.getByRole("button", { name: /, account$/ }).click();
      await page.getByRole("menuitem", { name: "Sign out", exact: true }).waitFor();
    },
  ],
  [
    "keys",
    () => "/users",
    async (page) => {
      await rowThere(page);
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
    },
  ],
  ["no such page", () => "/nowhere", (page) => heading(page, "There is no such page")],
  [
    "no such person",
    () => "/users/00000000-0000-4000-8000-000000000000",
    (page) => heading(page, "There is no such person"),
  ],
];

test.each(["light", "dark"] as const)("every page passes axe, %s", async (scheme) => {
  const found: Record<string, string[]> = {};
  const page = await app.pageAs("compliance", { scheme });
  for (const [name, path, ready] of screens) {
    await page.goto(path());
    await ready(page);
    const list = await violations(page);
    if (list.length > 0) found[name] = list;
  }
  const stranger = await app.freshPage({ scheme });
  await stranger.goto("/sign-in");
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await stranger.getByText("An e-mail address, like").waitFor();
  found["sign in"] = await violations(stranger);
  const support = await app.pageAs("support", { scheme });
  await support.goto("/audit");
  await heading(support, "This page is not for your role");
  found["not for this role"] = await violations(support);
  expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
});

test("at 900 px and at a zoom of 200 % nothing is cut off sideways", async () => {
  for (const [width, height] of [
    [900, 900],
    [720, 450],
  ] as const) {
    const page = await app.pageAs("compliance", { width, height });
    for (const path of [
      "/users",
      `/users/${ids.user}`,
      `/posts/${ids.post}`,
      "/audit",
      `/deleted/${ids.cohort}`,
    ]) {
      await page.goto(path);
      await page.getByRole("heading").first().waitFor();
      await settled(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

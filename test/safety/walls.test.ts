import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folders = ["client", "server", "shared", "drizzle", "test"] as const;
type Folder = (typeof folders)[number];

/** client → shared ← server → drizzle → shared; tests may see everything. */
const mayImport: Record<Folder, readonly Folder[]> = {
  client: ["client", "shared"],
  server: ["server", "drizzle", "shared"],
  drizzle: ["drizzle", "shared"],
  shared: ["shared"],
  test: folders,
};

type Source = { path: string; folder: Folder; text: string };

const sources: Source[] = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|tsx|css|html)$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      return { path, folder, text: readFileSync(join(root, path), "utf8") };
    }),
);
const code = sources.filter(({ path }) => /\.tsx?$/.test(path));

/** Relative imports and exports, static and dynamic, with the word `type` where it is there. */
const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^;"']*?\sfrom\s+)?["'](\.[^"']+)["']|import\(\s*["'](\.[^"']+)["']\s*\)/g;

function importsOf({ path, text }: Source) {
  return [...text.matchAll(importPattern)].map((match) => {
    const target = relative(root, resolve(root, path, "..", match[2] ?? match[3] ?? ""));
    return { typeOnly: match[1] !== undefined, target };
  });
}

test("imports go one way between the folders", () => {
  const broken: string[] = [];
  for (const source of code) {
    for (const { target, typeOnly } of importsOf(source)) {
      const to = folders.find((folder) => target.startsWith(`${folder}/`));
      if (!to || mayImport[source.folder].includes(to)) continue;
      // The API's type is the one thing the client has of the server.
      if (source.folder === "client" && typeOnly && target.startsWith("server/routers/")) continue;
      broken.push(`${source.path} imports ${target}`);
    }
  }
  expect(broken).toEqual([]);
});

test("the browser's code uses nothing of node's", () => {
  const pattern = /from\s+["']node:|from\s+["'](pg|fastify|drizzle-orm)["'/]/;
  const broken = code.filter(
    ({ folder, text }) => (folder === "client" || folder === "shared") && pattern.test(text),
  );
  expect(broken.map(({ path }) => path)).toEqual([]);
});

test("a file over 300 lines says at its top why it is one file", () => {
  const broken = sources.filter(({ text }) => {
    const lines = text.split("\n");
    return lines.length > 301 && !lines.slice(0, 15).join("\n").includes("One file because");
  });
  expect(broken.map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`)).toEqual([]);
});

const forbidden: [what: string, pattern: RegExp, where?: RegExp][] = [
  ["a type error silenced", /@ts-(ignore|nocheck|expect-error)/],
  ["a cast around the type checker", /\bas unknown as\b|\bas any[;,)\]}.]/],
  ["a lint or format rule silenced", /(oxlint|eslint)-disable|biome-ignore/],
  ["work left for later", /\b(TODO|FIXME|XXX|HACK)\b/],
  ["a test that does not run", /\b(test|it|describe)\.(skip|only|todo|fails)\b/],
  ["paging by position instead of by key", /\bOFFSET\b\s*(\$|\d)|\.offset\(/],
  ["a path of one machine", /["'`\s(](\/work\/|\/root\/|\/home\/\w)/],
  ["a registry's address", /registry\.(npmjs|yarnpkg)|\/artifactory\//],
  [
    "words that apologise or cheer",
    /["'`>][^"'`<]*\b(successfully|please|oops)\b/i,
    /^(client|server|shared|drizzle)\//,
  ],
];

test.each(forbidden)("nowhere %s", (_what, pattern, where) => {
  const broken = sources.flatMap(({ path, text }) =>
    path === "test/safety/walls.test.ts" || (where && !where.test(path))
      ? []
      : text
          .split("\n")
          .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
          .filter(({ line }) => pattern.test(line))
          .map(({ line, at }) => `${at} ${line.trim()}`),
  );
  expect(broken).toEqual([]);
});

test("only the migrating and seeding commands know the owner's URL", () => {
  const allowed =
    /^(drizzle\/(owner-env|migrate|check)\.ts|server\/(main|with-database)\.ts|server\/stores\/postgres\/open\.ts|server\/seed\/|test\/)/;
  const broken = sources.filter(
    ({ path, text }) => text.includes("DATABASE_OWNER_URL") && !allowed.test(path),
  );
  expect(broken.map(({ path }) => path)).toEqual([]);
});

test("the lock file names no registry, so that it installs from any", () => {
  expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toMatch(/"resolved": "https?:/);
});

test("every setting is in .env.example and nothing else is", () => {
  const example = readFileSync(join(root, ".env.example"), "utf8");
  const described = [...example.matchAll(/^# ([A-Z_]+)=/gm)].map((match) => match[1]).sort();
  const env = readFileSync(join(root, "server/env.ts"), "utf8");
  const schema = env.slice(env.indexOf("const schema"), env.indexOf("type Settings"));
  const read = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
  expect(described).toEqual([...read, "DATABASE_OWNER_URL"].sort());
});

test("every test file is in a folder that a project runs", () => {
  const config = readFileSync(join(root, "vite.config.ts"), "utf8");
  const projects = new Set([...config.matchAll(/project\("(\w+)"/g)].map((match) => match[1]));
  const orphans = code.filter(
    ({ path }) => /\.test\.tsx?$/.test(path) && !projects.has(path.split("/")[1]),
  );
  expect(projects.size).toBeGreaterThan(5);
  expect(orphans.map(({ path }) => path)).toEqual([]);
});

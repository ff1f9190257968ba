import type { TestProject } from "vitest/node";
import { build } from "./build.ts";
import { startTestServer } from "./test-server.ts";

const withDatabase = ["drizzle", "routers", "jobs", "seed", "process", "e2e"];
const withBuild = ["process", "e2e"];

/** Once a run, and only what the selected projects need: `--project unit` starts nothing. */
export default async function setup({ vitest, provide }: TestProject) {
  const selected = vitest.projects.map((project) => project.name);
  const needs = (names: string[]) => selected.some((name) => names.includes(name));
  // test/run.ts has just built, as a step of its own.
  if (needs(withBuild) && !process.env.BELLAMY_BUILT) await build();
  if (!needs(withDatabase)) return undefined;
  const server = await startTestServer();
  provide("postgres", server.access);
  return () => server.stop();
}

/**
 * `npm test`: every check there is. `npm run check` (--quick): the loop while writing.
 *
 * The last line is the total and nothing else: each vitest test counts one, and so does each
 * other step. What did not run to its end counts as failed.
 */
import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { styleText } from "node:util";
import { z } from "zod";

const root = join(import.meta.dirname, "..");
const bin = join(root, "node_modules/.bin");
const resultFile = join(root, "node_modules/.cache/vitest.json");

type Total = { passed: number; failed: number; skipped: string[] };

const staticSteps = {
  types: [join(bin, "tsc"), "--noEmit"],
  lint: [join(bin, "oxlint"), "--type-aware", "-c", ".oxlintrc.json", "--deny-warnings", "."],
  format: [join(bin, "biome"), "format", "."],
  knip: [join(bin, "knip"), "--no-progress"],
};
const build = [join(bin, "vite"), "build", "--app", "--logLevel", "warn"];

/** Runs a command to its end; its output is shown at once, or kept and given back. */
function run(command: string[], keep: boolean, env = process.env) {
  const [file = "", ...args] = command;
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env,
      stdio: keep ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

async function step(name: string, command: string[]): Promise<Total> {
  const start = performance.now();
  const { code, output } = await run(command, true);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (code !== 0) process.stdout.write(output);
  const mark = code === 0 ? styleText("green", "passed") : styleText("red", "failed");
  console.log(`${name.padEnd(8)} ${mark} ${seconds} s`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
}

const resultSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

async function vitest(args: string[]): Promise<Total> {
  await rm(resultFile, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile}`];
  const env = { ...process.env, BELLAMY_BUILT: "1" };
  const { code } = await run([join(bin, "vitest"), "run", ...reporters, ...args], false, env);
  const total: Total = { passed: 0, failed: 0, skipped: [] };
  const text = await readFile(resultFile, "utf8").catch(() => null);
  const result = text === null ? null : resultSchema.safeParse(JSON.parse(text));
  if (!result?.success) {
    console.log("vitest ended without a result: counted as one failure");
    return { ...total, failed: 1 };
  }
  for (const file of result.data.testResults) {
    let failedHere = 0;
    for (const test of file.assertionResults) {
      if (test.status === "passed") total.passed++;
      else if (test.status === "failed") failedHere++;
      else total.skipped.push(`${relative(root, file.name)}: ${test.fullName}`);
    }
    // A file that could not be loaded, or whose hook failed, has no failing test of its own.
    if (file.status === "failed" && failedHere === 0) failedHere = 1;
    total.failed += failedHere;
  }
  // An error outside of any test (an unhandled rejection, a setup that could not be undone).
  if (code !== 0 && total.failed === 0) {
    console.log(`vitest ended with code ${code} although no test failed: counted as one failure`);
    total.failed = 1;
  }
  return total;
}

const { types, lint, format } = staticSteps;
const quick = process.argv.includes("--quick");
const totals = quick
  ? await Promise.all([
      step("types", types),
      step("lint", lint),
      step("format", format),
      vitest(["--project", "unit", "--project", "safety"]),
    ])
  : [
      ...(await Promise.all(Object.entries(staticSteps).map((entry) => step(...entry)))),
      await step("build", build),
      await vitest([]),
    ];

const sum = (pick: (total: Total) => number) => totals.reduce((n, total) => n + pick(total), 0);
const failed = sum((total) => total.failed);
const skipped = totals.flatMap((total) => total.skipped);
for (const name of skipped) console.log(`skipped  ${name}`);
const parts = [`${sum((total) => total.passed)} passed`, `${failed} failed`];
if (skipped.length > 0) parts.push(`${skipped.length} skipped`);
console.log(parts.join(", "));
process.exitCode = failed > 0 ? 1 : 0;

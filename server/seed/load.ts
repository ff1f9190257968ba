/** `npm run load -- ldbc DIR`: loads the LDBC SNB data set in the folder DIR. */
import { parseArgs } from "node:util";
import { readEnv } from "../env.ts";
import { StartupError } from "../startup-error.ts";
import { loadLdbc } from "./ldbc/load-ldbc.ts";
import { describeLoad } from "./ldbc/summary.ts";
import { showProgress } from "./progress.ts";

const usage = "Name the data set and its folder: npm run load -- ldbc DIR";

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [kind, folder, ...more] = positionals;
  if (kind !== "ldbc" || !folder || more.length > 0) throw new StartupError(usage);
  const consoleUrl = readEnv().DATABASE_URL;
  if (!consoleUrl) throw new StartupError(`DATABASE_URL is not set. ${usage}`);
  const start = performance.now();
  const summary = await loadLdbc({
    consoleUrl,
    folder,
    log: console.log,
    progress: (bytes) => showProgress(bytes, process.stdout),
  });
  const seconds = (performance.now() - start) / 1000;
  for (const line of describeLoad(summary, seconds)) console.log(line);
}

try {
  await main();
} catch (error) {
  const plain = error instanceof StartupError || (error instanceof Error && "code" in error);
  console.error(plain ? `${error.message}\nNothing was loaded.` : error);
  process.exitCode = 1;
}

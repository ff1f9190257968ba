/** `npm run bench -- NAME`: exits 0 whether or not a goal is met, 1 when it could not measure. */
import { readdirSync } from "node:fs";
import { startTestServer } from "../setup/test-server.ts";
import type { Benchmark } from "./benchmark.ts";

const own = new Set(["run.ts", "measure.ts", "benchmark.ts", "audit-tables.ts"]);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && !own.has(file))
  .map((file) => file.replace(".ts", ""));
const name = process.argv[2] ?? "";
if (!names.includes(name)) {
  console.error(`Name a benchmark: npm run bench -- ${names.join(" | ")}`);
  process.exit(1);
}

const { benchmark } = (await import(`./${name}.ts`)) as { benchmark: Benchmark };
const server = await startTestServer({
  durable: true,
  settings: {
    fsync: "on",
    full_page_writes: "on",
    shared_buffers: "1GB",
    maintenance_work_mem: "512MB",
    max_wal_size: "8GB",
    checkpoint_timeout: "30min",
  },
});
try {
  await benchmark(server.access, process.argv.slice(3));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await server.stop();
}

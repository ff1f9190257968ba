/** A server that does nothing but run jobs: for each line on stdin it queues one and prints its id. */
import { createInterface } from "node:readline";
import { type JobRequest, startJobs } from "../../server/jobs/queue.ts";
import { openPool } from "../../server/stores/postgres/pool.ts";

const databaseUrl = process.argv[2] ?? "";
const quiet = () => undefined;
const jobs = await startJobs({
  pool: openPool({ url: databaseUrl }),
  databaseUrl,
  log: { info: quiet, warn: quiet, error: quiet },
});
console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  console.log(await jobs.add(JSON.parse(line) as JobRequest));
}

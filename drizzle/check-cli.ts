/** `npm run db:check`: names each difference between the registry and the database; exits 1 on any. */
import pg from "pg";
import { checkDatabase } from "./check.ts";

const url = process.env["DATABASE_URL"];
if (!url) {
  console.error("Set DATABASE_URL to the database to check.");
  process.exit(1);
}
const client = new pg.Client({ connectionString: url });
await client.connect();
const differences = await checkDatabase(client);
await client.end();
for (const difference of differences) console.log(difference);
console.log(
  differences.length === 0
    ? "The registry and the database are equal."
    : `${differences.length} differences between the registry and the database.`,
);
process.exit(differences.length === 0 ? 0 : 1);

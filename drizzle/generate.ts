/** `npm run db:generate -- name`: writes the next migration from what the registry says now. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { auditStatements } from "./audit/statements.ts";
import { keepTwins } from "./keep-twins.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import { registry } from "./registry.ts";
import { schemaObjects } from "./schema.ts";

interface Journal {
  version: string;
  dialect: string;
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

// drizzle-kit/api is CommonJS that calls require at load; an import of it fails under ESM.
const { generateDrizzleJson, generateMigration } = createRequire(import.meta.url)(
  "drizzle-kit/api",
) as typeof import("drizzle-kit/api");

const meta = join(migrationsFolder, "meta");
const name = process.argv[2]?.replace(/[^a-z0-9]+/gi, "-").toLowerCase();
if (!name) {
  console.error("Name the migration: npm run db:generate -- add-user-country");
  process.exit(1);
}

const readJson = <Value>(file: string, absent: Value): Value => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return absent;
    throw error;
  }
};

mkdirSync(meta, { recursive: true });
const journal = readJson<Journal>(join(meta, "_journal.json"), {
  version: "7",
  dialect: "postgresql",
  entries: [],
});
const previous = readJson(
  join(meta, "snapshot.json"),
  generateDrizzleJson({}, undefined, undefined, "snake_case"),
);
const current = generateDrizzleJson(schemaObjects(), previous.id, undefined, "snake_case");
const tableStatements = keepTwins(await generateMigration(previous, current));

const before = readJson<Record<string, string>>(join(meta, "audit.json"), {});
const after = auditStatements(registry);
const changed = Object.entries(after)
  .filter(([key, sql]) => before[key] !== sql)
  .map(([, sql]) => sql);
// New tables need their grants even where the text of no other statement changed.
const statements = [...tableStatements, ...changed];
if (statements.length === 0) {
  console.log("The registry and the last migration agree: nothing to write.");
  process.exit(0);
}

const index = journal.entries.length;
const tag = `${String(index).padStart(4, "0")}_${name}`;
writeFileSync(
  join(migrationsFolder, `${tag}.sql`),
  `${statements.map((statement) => statement.trim()).join("\n--> statement-breakpoint\n")}\n`,
);
journal.entries.push({ idx: index, version: "7", when: Date.now(), tag, breakpoints: true });
writeFileSync(join(meta, "_journal.json"), `${JSON.stringify(journal, null, 2)}\n`);
writeFileSync(join(meta, "snapshot.json"), `${JSON.stringify(current)}\n`);
writeFileSync(join(meta, "audit.json"), `${JSON.stringify(after, null, 2)}\n`);
console.log(
  `${tag}.sql: ${tableStatements.length} table statements, ${changed.length} audit statements`,
);

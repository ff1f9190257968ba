import { createRequire } from "node:module";
import type { Entity } from "../../drizzle/audit/entity.ts";
import { auditStatements } from "../../drizzle/audit/statements.ts";
import { registry } from "../../drizzle/registry.ts";
import { connect, type Stage } from "./support.ts";

// drizzle-kit/api is CommonJS that calls require at load; an import of it fails under ESM.
const { generateDrizzleJson, generateMigration } = createRequire(import.meta.url)(
  "drizzle-kit/api",
) as typeof import("drizzle-kit/api");

/** Adds entities to a stage's database as a migration would, for what no table of ours has. */
export async function addEntities(stage: Stage, probes: readonly Entity[]): Promise<void> {
  const objects = Object.fromEntries(
    probes.flatMap((probe) => [
      [probe.name, probe.live],
      [`archive_${probe.name}`, probe.archive],
      [`log_${probe.name}`, probe.log],
    ]),
  );
  const nothing = generateDrizzleJson({}, undefined, undefined, "snake_case");
  const tables = generateDrizzleJson(objects, nothing.id, undefined, "snake_case");
  const known = auditStatements(registry);
  const audit = Object.entries(auditStatements([...registry, ...probes]))
    .filter(([name, statement]) => known[name] !== statement)
    .map(([, statement]) => statement);
  const owner = await connect(stage.database.ownerUrl);
  try {
    for (const statement of [...(await generateMigration(nothing, tables)), ...audit]) {
      await owner.query(statement);
    }
  } finally {
    await owner.end();
  }
  stage.probes.push(...probes);
}

import { type Entity, liveName } from "../audit/entity.ts";
import { databaseRoles } from "../audit/privileges.ts";
import {
  restoreArguments,
  restoreFunction,
  restoreFunctionName,
} from "../audit/restore-function.ts";
import { triggersOf } from "../audit/statements.ts";
import type { Catalog } from "./catalog.ts";

const plain = (sql: string) => sql.replaceAll('"', "").replaceAll(/\s+/g, " ").trim();
const bodyOf = (createFunction: string) => createFunction.split("$body$")[1] ?? "";
/** As pg_proc keeps them. Each of our functions fixes its search_path, some a planner setting too. */
const settingsOf = (createFunction: string) =>
  [...(createFunction.split(" AS $body$")[0] ?? "").matchAll(/ SET (\w+) = (.*?)(?= SET |$)/g)]
    .map(([, name, value]) => `${name}=${value}`)
    .join("; ");

/** Triggers and functions whose presence, state, shape or body differs; children without triggers. */
export function checkTriggers(catalog: Catalog, registry: readonly Entity[]): string[] {
  const differences: string[] = [];
  const expectedFunctions = new Map<string, { body: string; settings: string }>();
  const expectFunction = (name: string, sql: string) =>
    expectedFunctions.set(name, { body: bodyOf(sql), settings: settingsOf(sql) });
  for (const entity of registry) {
    const table = plain(liveName(entity));
    const triggers = triggersOf(entity, registry);
    differences.push(...checkEntity(catalog, table, triggers));
    for (const trigger of triggers) {
      expectFunction(`${trigger.functionName}()`, trigger.createFunction);
    }
    const door = restoreFunction(entity);
    expectFunction(`${restoreFunctionName(entity)}(${restoreArguments})`, door);
  }
  const audited = new Set(registry.map((entity) => plain(liveName(entity))));
  return [
    ...differences,
    ...checkOtherTables(catalog, audited),
    ...checkFunctions(catalog, expectedFunctions),
  ];
}

/** Tables without triggers of ours, the twins among them: nothing may stand between a write and them. */
function checkOtherTables(catalog: Catalog, audited: ReadonlySet<string>): string[] {
  const others = <Item extends { table: string }>(items: readonly Item[]) =>
    items.filter((item) => !audited.has(plain(item.table)));
  return [
    ...others(catalog.triggers)
      .filter((trigger) => !trigger.internal)
      .map(({ table, name }) => `${table}: trigger ${name} is unknown to the registry`),
    ...others(catalog.rules).map(
      ({ table, name }) => `${table}: rule ${name} can turn a write aside`,
    ),
    ...catalog.children
      .filter(({ parent }) => !audited.has(plain(parent)))
      .map(({ parent, child }) => `${child}: a child of ${parent} that the registry does not know`),
  ];
}

function checkEntity(
  catalog: Catalog,
  table: string,
  triggers: ReturnType<typeof triggersOf>,
): string[] {
  const differences: string[] = [];
  const found = catalog.triggers.filter((trigger) => plain(trigger.table) === table);
  const own = new Map(found.filter((item) => !item.internal).map((item) => [item.name, item]));
  for (const trigger of triggers) {
    const actual = own.get(trigger.name);
    own.delete(trigger.name);
    const definition = plain(trigger.createTrigger.split(";")[0] ?? "").replace(
      "CREATE OR REPLACE TRIGGER",
      "CREATE TRIGGER",
    );
    if (!actual) differences.push(`${table}: trigger ${trigger.name} is missing`);
    else if (actual.enabled === "D") {
      differences.push(`${table}: trigger ${trigger.name} is disabled`);
    } else if (actual.enabled !== "A") {
      differences.push(`${table}: trigger ${trigger.name} is not ENABLE ALWAYS`);
    } else if (plain(actual.definition) !== definition) {
      differences.push(
        `${table}: trigger ${trigger.name} is "${plain(actual.definition)}", expected "${definition}"`,
      );
    }
  }
  for (const name of own.keys()) {
    differences.push(`${table}: trigger ${name} is unknown to the registry`);
  }
  if (found.some((trigger) => trigger.internal && trigger.enabled === "D")) {
    differences.push(`${table}: a trigger of its foreign keys is disabled`);
  }
  for (const rule of catalog.rules.filter((item) => plain(item.table) === table)) {
    differences.push(`${table}: rule ${rule.name} can turn a write aside`);
  }
  for (const { child } of catalog.children.filter((item) => plain(item.parent) === table)) {
    const attached = catalog.triggers.filter(
      (item) => item.table === child && item.enabled === "A",
    );
    for (const trigger of triggers) {
      if (
        !attached.some((item) => item.definition.includes(`FUNCTION ${trigger.functionName}()`))
      ) {
        differences.push(`${child}: a child of ${table} without the trigger ${trigger.name}`);
      }
    }
  }
  return differences;
}

function checkFunctions(
  catalog: Catalog,
  expected: ReadonlyMap<string, { body: string; settings: string }>,
): string[] {
  const differences: string[] = [];
  const found = new Map(catalog.functions.map((item) => [item.name, item]));
  for (const [name, { body, settings }] of expected) {
    const actual = found.get(name);
    found.delete(name);
    if (!actual) differences.push(`${name}: the function is missing`);
    else {
      if (actual.body !== body) differences.push(`${name}: the body differs from the registry's`);
      if (!actual.securityDefiner) differences.push(`${name} is not SECURITY DEFINER`);
      const actualSettings = actual.settings?.join("; ") ?? "none";
      if (actualSettings !== settings) {
        differences.push(`${name} runs with the settings ${actualSettings}, expected ${settings}`);
      }
      if (actual.nature !== "plpgsql v false") {
        differences.push(`${name} is declared as ${actual.nature}, expected plpgsql v false`);
      }
      if (databaseRoles.some((role) => role === actual.owner)) {
        differences.push(`${name} is owned by ${actual.owner}, a serving role`);
      }
    }
  }
  for (const name of found.keys()) {
    differences.push(`${name}: a function that the registry does not know`);
  }
  return differences;
}

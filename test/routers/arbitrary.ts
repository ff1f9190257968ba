import fc from "fast-check";
import { z } from "zod";

/** What people paste, programs break on, and PostgreSQL refuses. */
const nastyText = [
  "",
  " ",
  "\0",
  "a\0b",
  "\uD800",
  "x\uDFFFy",
  "%",
  "_",
  "\\",
  "100%\\_",
  "'; DROP TABLE users; --",
  "$1",
  "~",
  "~~~",
  "null",
  "NaN",
  "-0",
  "1e309",
  "__proto__",
  "constructor",
  "👩‍👩‍👧‍👦",
  "\u202Eabc",
  "İ".repeat(300),
  "a".repeat(10_000),
  "infinity",
  "now",
  "0001-01-01",
  "9999-12-31T23:59:59.999999Z",
  "294277-01-01",
  "2026-02-30",
  "2026-13-01",
  "2026-03-01T24:00:00Z",
  "2026-03-01T12:00:00+15:59",
  "1:1",
  "999999999:9999999999999999999",
  "0:0",
  "9".repeat(30),
];

const entityNames = ["users", "posts", "comments", "post_hashtags", "staff_accounts", "nothing"];

/** A cursor of the right form with anything in it: somebody may always make one up. */
const madeUpCursor = fc
  .array(fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.uuid()), { maxLength: 5 })
  .map((parts) => Buffer.from(JSON.stringify(parts)).toString("base64url"));

const nearlyAnything = fc.anything({
  withNullPrototype: true,
  withBigInt: true,
  withDate: true,
  maxDepth: 3,
});

/** Values that exist in the database, so that some inputs get past the first check. */
export interface Known {
  readonly texts: readonly string[];
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** Inputs of a procedure: most have its shape, with values that are right, nearly right or nasty. */
export function inputsOf(schema: z.ZodType | undefined, known: Known): fc.Arbitrary<unknown> {
  if (!schema) return fc.oneof(fc.constant(undefined), nearlyAnything);
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return fc.oneof(
    { weight: 9, arbitrary: fromSchema(json as JsonSchema, known) },
    { weight: 1, arbitrary: nearlyAnything },
  );
}

function fromSchema(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const right = rightFor(schema, known);
  const wrong = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...nastyText) },
    { weight: 2, arbitrary: nearlyAnything },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(1e9, -1, 0.5, Number.NaN, Infinity, 2 ** 63) },
  );
  return fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function rightFor(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  const choices = schema.anyOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => fromSchema(choice, known)));
  switch (schema.type) {
    case "object":
      return objectFor(schema, known);
    case "array":
      return fc.array(fromSchema(schema.items ?? {}, known), { maxLength: 4 });
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.oneof(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(0, -1, 200, 201, 1e9, Number.MAX_SAFE_INTEGER, 2 ** 53),
      );
    default:
      return textFor(known);
  }
}

const textFor = (known: Known): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known.texts, ...entityNames) },
    { weight: 3, arbitrary: fc.uuid() },
    { weight: 2, arbitrary: fc.string({ unit: "binary" }) },
    { weight: 2, arbitrary: fc.constantFrom(...nastyText) },
    { weight: 1, arbitrary: madeUpCursor },
    { weight: 1, arbitrary: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()) },
    { weight: 1, arbitrary: fc.tuple(fc.uuid(), fc.uuid()).map((parts) => parts.join("~")) },
  );

function objectFor(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const values = Object.fromEntries(
    properties.map(([name, property]) => {
      const value =
        name === "entity"
          ? fc.oneof(fc.constantFrom<unknown>(...entityNames), fromSchema(property, known))
          : fromSchema(property, known);
      return [name, value];
    }),
  );
  const required = (schema.required ?? []).filter((name) => Object.hasOwn(values, name));
  const usual = fc.record(values, { requiredKeys: required });
  return fc.oneof(
    { weight: 20, arbitrary: usual },
    { weight: 2, arbitrary: fc.record(values, { requiredKeys: [] }) },
  );
}

import { getTRPCErrorFromUnknown } from "@trpc/server";
import { expect, it } from "vitest";
import { entityNamed, registry } from "../../drizzle/registry.ts";
import { assertPermissions } from "../../server/assert-permissions.ts";
import { AppError } from "../../server/errors.ts";
import { appRouter, createCaller } from "../../server/routers/index.ts";
import { procedure, router } from "../../server/trpc.ts";
import { allows, permissions, procedures, type Role, roles } from "../../shared/permissions.ts";
import { callProcedure } from "./call.ts";
import { openApi } from "./support.ts";

const api = await openApi();
const everybody: (Role | "unknown role" | "signed out")[] = [
  ...roles,
  "unknown role",
  "signed out",
];

const contextFor = (who: (typeof everybody)[number]) =>
  who === "signed out"
    ? { ...api.contextOf(null), account: null, session: null }
    : api.contextOf(who === "unknown role" ? null : who);

/** What the permission let through fails later, at its empty input, or answers. */
async function outcome(path: string, who: (typeof everybody)[number]): Promise<string> {
  try {
    await callProcedure(createCaller(contextFor(who)), path, undefined);
    return "allowed";
  } catch (error) {
    const { cause } = getTRPCErrorFromUnknown(error);
    const code = cause instanceof AppError ? cause.code : "INTERNAL";
    return code === "FORBIDDEN" || code === "UNAUTHORIZED" ? code : "allowed";
  }
}

const paths = Object.keys(appRouter._def.procedures);

it.each(paths)("%s is open to exactly those whom the table names", async (path) => {
  const permission = procedures[path];
  if (!permission) throw new Error(`${path} has no line in shared/permissions.ts`);
  const expected = everybody.map((who) => {
    if (who === "signed out") return "UNAUTHORIZED";
    return who !== "unknown role" && allows(who, permission) ? "allowed" : "FORBIDDEN";
  });
  const actual = await Promise.all(everybody.map((who) => outcome(path, who)));
  expect(Object.fromEntries(everybody.map((who, i) => [who, actual[i]]))).toEqual(
    Object.fromEntries(everybody.map((who, i) => [who, expected[i]])),
  );
});

it("lists each procedure once, and every permission is used", () => {
  expect(Object.keys(procedures).sort()).toEqual([...paths].sort());
  const used = new Set<string>([...Object.values(procedures), "users.delete"]);
  expect([...used].sort()).toEqual(Object.keys(permissions).sort());
});

it("refuses to start with a procedure that is not in the table", () => {
  const extra = router({ secret: procedure("audit.read").query(() => 1) });
  expect(() => assertPermissions(extra)).toThrow(/secret has no line in shared\/permissions/);
});

it("asks for users.delete when the record is a person", async () => {
  const key = crypto.randomUUID();
  const call = api.as("support").records.deletePreview({ entity: "users", key });
  await expect(call).rejects.toThrow(/users\.delete/);
});

const timelines: Record<string, readonly Role[]> = Object.fromEntries(
  registry.map(({ name }) => [name, roles]),
);
for (const name of ["tickets", "ticket_messages"]) timelines[name] = permissions["tickets.read"];
for (const name of ["staff_accounts", "staff_credentials"]) {
  timelines[name] = permissions["staff.read"];
}

it.each(Object.entries(timelines))(
  "tells the timelines of %s to who may read them",
  async (entity, may) => {
    const key = entityNamed(entity)
      .key.map(() => crypto.randomUUID())
      .join("~");
    const told = await Promise.all(
      roles.map((role) =>
        api
          .as(role)
          .records.timeline({ entity, key })
          .then(
            () => [role],
            (error: unknown) => {
              expect(getTRPCErrorFromUnknown(error).code).toBe("FORBIDDEN");
              return [];
            },
          ),
      ),
    );
    expect(told.flat()).toEqual(roles.filter((role) => may.includes(role)));
  },
);

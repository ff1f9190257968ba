import { z } from "zod";
import { roles } from "../../shared/permissions.ts";
import { id, reason, text } from "../../shared/schemas/fields.ts";

const input = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) =>
      code === "unrecognized_keys" ? "expected no such field" : "expected an object",
  });

const role = z.enum(roles, `expected one of ${roles.join(", ")}`);
const password = text(128, 8);
const user = { userId: id };
const tenYears = 315_360_000;
const seconds = `expected whole seconds, 1 to ${tenYears}`;

/**
 * What each opened endpoint of staff administration takes. Better Auth itself lets through what the
 * database then refuses, any password, and any column by `data`.
 */
const schemas = {
  "/admin/create-user": input({
    email: text(255).pipe(z.email("expected an e-mail address")),
    name: text(100, 1),
    role: role.optional(),
    password,
  }),
  "/admin/set-role": input({ ...user, role, reason: reason.optional() }),
  "/admin/ban-user": input({
    ...user,
    banReason: text(500).optional(),
    banExpiresIn: z.int(seconds).min(1, seconds).max(tenYears, seconds).optional(),
    reason: reason.optional(),
  }),
  "/admin/unban-user": input(user),
  "/admin/set-user-password": input({ ...user, newPassword: password }),
  "/admin/revoke-user-sessions": input(user),
};

type AdminPath = keyof typeof schemas;

export const adminPaths = Object.keys(schemas);

export const isAdminPath = (path: string): path is AdminPath => Object.hasOwn(schemas, path);

/** The body for Better Auth, and the reason, which is for the log. Throws what is wrong with it. */
export function accountInput(
  path: AdminPath,
  given: unknown,
): { body: object; reason: string | undefined } {
  const { reason: why, ...body } = { reason: undefined, ...schemas[path].parse(given) };
  return { body, reason: why };
}

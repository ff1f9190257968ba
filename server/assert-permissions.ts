import type { AnyRouter } from "@trpc/server";
import { permissions, procedures } from "../shared/permissions.ts";

/**
 * Throws unless each procedure declares a permission, the one that the table in
 * `shared/permissions.ts` says, and each line of the table has its procedure.
 */
export function assertPermissions({ _def }: AnyRouter): void {
  const declared = new Map(
    Object.entries(_def.procedures).map(([path, procedure]) => [path, permissionOf(procedure)]),
  );
  const wrong = [...declared].flatMap(([path, permission]) => {
    if (!permission || !Object.hasOwn(permissions, permission)) {
      return [`${path} declares no permission`];
    }
    const listed = procedures[path];
    if (listed === permission) return [];
    return [
      listed
        ? `${path} declares ${permission}, but shared/permissions.ts says ${listed}`
        : `${path} has no line in shared/permissions.ts`,
    ];
  });
  for (const path of Object.keys(procedures)) {
    if (!declared.has(path))
      wrong.push(`shared/permissions.ts names ${path}, which does not exist`);
  }
  if (wrong.length > 0) throw new Error(`Permissions are not in order:\n${wrong.join("\n")}`);
}

/** tRPC does not type a procedure's meta on the router; it is there, or it is not. */
function permissionOf(procedure: unknown): string | undefined {
  if (typeof procedure !== "function" || !("_def" in procedure)) return undefined;
  const { _def: definition } = procedure;
  if (typeof definition !== "object" || definition === null || !("meta" in definition)) {
    return undefined;
  }
  const { meta } = definition;
  if (typeof meta !== "object" || meta === null || !("permission" in meta)) return undefined;
  return typeof meta.permission === "string" ? meta.permission : undefined;
}

import { createAccessControl } from "better-auth/plugins/access";
import { defaultStatements } from "better-auth/plugins/admin/access";
import type { Role } from "../../shared/permissions.ts";

const control = createAccessControl(defaultStatements);
const nothing = control.newRole({ user: [], session: [] });

/** Staff administration, which Better Auth guards itself; all else is in `shared/permissions.ts`. */
export const staffRoles = {
  support: nothing,
  compliance: nothing,
  operator: nothing,
  admin: control.newRole({
    user: ["create", "list", "get", "set-role", "ban", "set-password"],
    session: ["list", "revoke"],
  }),
} satisfies Record<Role, object>;

import { allows, type Permission, permissions } from "../../shared/permissions.ts";
import { procedure, router } from "../trpc.ts";

export const sessionRouter = router({
  me: procedure("session.read").query(({ ctx: { account, session } }) => {
    const { id, email, name, role } = account;
    const all = Object.keys(permissions) as Permission[];
    return {
      account: { id, name, email, role },
      permissions: role ? all.filter((permission) => allows(role, permission)) : [],
      session: { expiresAt: session.expiresAt },
    };
  }),
});

import { type Role, roles } from "../../shared/permissions.ts";
import type { Account, Session } from "../context.ts";
import type { Auth } from "./auth.ts";

/** Who is signed in by these headers' cookie; null: nobody, or an account that was closed. */
export async function readSession(
  auth: Auth,
  headers: Headers,
): Promise<{ account: Account; session: Session } | null> {
  if (!headers.has("cookie")) return null;
  const found = await auth.api.getSession({ headers });
  if (!found || found.user.banned) return null;
  const { user, session } = found;
  return {
    account: { id: user.id, name: user.name, email: user.email, role: knownRole(user.role) },
    session: { id: session.id, expiresAt: session.expiresAt.toISOString() },
  };
}

const knownRole = (role: string | null | undefined): Role | null =>
  roles.find((known) => known === role) ?? null;

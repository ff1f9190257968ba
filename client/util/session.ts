import { useSuspenseQuery } from "@tanstack/react-query";
import { permissions, type Permission, type Role } from "../../shared/permissions.ts";
import { api } from "../api.ts";
import { listWords } from "./number-words.ts";

/** Who is signed in. The shell has asked before any page shows. */
export const meQuery = () => api.session.me.queryOptions(undefined, { staleTime: 60_000 });

export const useMe = () => useSuspenseQuery(meQuery()).data;

export function useCan(): (permission: Permission) => boolean {
  const { permissions: granted } = useMe();
  return (permission) => granted.includes(permission);
}

export const whoMay = (permission: Permission): string =>
  listWords(permissions[permission].map((role) => roleWords[role]));

export const roleWords: Record<Role, string> = {
  support: "support",
  compliance: "compliance officers",
  operator: "operators",
  admin: "admins",
};

interface AuthAnswer {
  readonly ok: boolean;
  readonly status: number;
  /** Seconds to wait, when too many tried. */
  readonly retryAfter: number | undefined;
}

async function auth(path: string, body: object): Promise<AuthAnswer> {
  const response = await fetch(`/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const wait = response.headers.get("x-retry-after") ?? response.headers.get("retry-after");
  return {
    ok: response.ok,
    status: response.status,
    retryAfter: wait === null ? undefined : Number(wait) || undefined,
  };
}

export const signIn = (email: string, password: string) =>
  auth("sign-in/email", { email, password });

/** Ends this session, or all of this person's on every device. */
export async function signOut(everywhere: boolean): Promise<boolean> {
  const revoked = everywhere ? await auth("revoke-sessions", {}) : { ok: true };
  const out = await auth("sign-out", {});
  return revoked.ok && out.ok;
}

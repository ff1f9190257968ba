import { hashPassword } from "better-auth/crypto";
import type pg from "pg";
import { accounts } from "../../drizzle/staff/accounts.ts";
import { credentials } from "../../drizzle/staff/credentials.ts";
import type { Role } from "../../shared/permissions.ts";
import { type Claim, write } from "../stores/postgres/write.ts";

export interface NewAccount {
  /** The demo's are the same in every database. */
  readonly id?: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/**
 * A staff account that can sign in, as Better Auth would make it, in one transaction. Returns its
 * id, or null when somebody has the e-mail already.
 */
export async function createAccount(
  pool: pg.Pool,
  claim: Claim,
  { id, email, name, role, password }: NewAccount,
): Promise<string | null> {
  const hash = await hashPassword(password);
  return write(pool, claim, async ({ db }) => {
    const [account] = await db
      .insert(accounts.live)
      .values({
        ...(id ? { id } : {}),
        email: email.toLowerCase(),
        name,
        role,
        emailVerified: true,
      })
      .onConflictDoNothing()
      .returning({ id: accounts.live.id });
    if (!account) return null;
    await db.insert(credentials.live).values({
      accountId: account.id,
      userId: account.id,
      providerId: "credential",
      password: hash,
    });
    return account.id;
  });
}

import type pg from "pg";
import { demoAccounts } from "../seed/demo-accounts.ts";
import { stableId } from "../seed/stable-id.ts";
import { createAccount } from "./create-account.ts";

/** Stable, so that the demo's history is the same whenever it is made. */
export const demoAccountId = (email: string): string => stableId(`demo:staff:${email}`);

/**
 * The demo's staff accounts, those that are missing. Returns the id of each that was made, by
 * e-mail. Their passwords are public: never call this in production.
 */
export async function createDemoAccounts(pool: pg.Pool): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (const account of demoAccounts) {
    const claim = { actorKind: "job", actor: "seed:accounts" } as const;
    const id = await createAccount(pool, claim, { ...account, id: demoAccountId(account.email) });
    if (id) made.set(account.email, id);
  }
  return made;
}

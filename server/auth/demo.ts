import type pg from "pg";
import { demoAccounts } from "../seed/demo-accounts.ts";
import { createAccount } from "./create-account.ts";

/**
 * The demo's staff accounts, those that are missing. Returns the id of each that was made, by
 * e-mail. Their passwords are public: never call this in production.
 */
export async function createDemoAccounts(pool: pg.Pool): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (const account of demoAccounts) {
    const id = await createAccount(pool, { actorKind: "job", actor: "seed:accounts" }, account);
    if (id) made.set(account.email, id);
  }
  return made;
}

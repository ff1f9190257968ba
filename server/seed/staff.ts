import type pg from "pg";
import { createDemoAccounts } from "../auth/demo.ts";
import { openPool } from "../stores/postgres/pool.ts";
import { demoAccounts } from "./demo-accounts.ts";
import type { Staff } from "./demo/world.ts";

/** The demo's staff accounts, made where they are missing. Returns their ids. */
export async function ensureStaff(consoleUrl: string): Promise<Staff> {
  const pool = openPool({ url: consoleUrl, max: 1, name: "bellamy seed" });
  try {
    await createDemoAccounts(pool);
    const { rows } = await pool.query<{ id: string; email: string }>(
      "SELECT id, email FROM staff.accounts WHERE email = ANY($1)",
      [demoAccounts.map(({ email }) => email)],
    );
    const ids = new Map(rows.map(({ id, email }) => [email, id]));
    const idOf = (role: keyof Staff) => {
      const email = demoAccounts.find((account) => account.role === role)?.email ?? "";
      const id = ids.get(email);
      if (!id) throw new Error(`The demo has no staff account for ${role}`);
      return id;
    };
    return {
      support: idOf("support"),
      compliance: idOf("compliance"),
      operator: idOf("operator"),
      admin: idOf("admin"),
    };
  } finally {
    await pool.end();
  }
}

/** The accounts are older than what they have done: their events go to the seed's beginning. */
export async function noteStaff(owner: pg.ClientBase, seed: string, at: number): Promise<void> {
  await owner.query(
    `INSERT INTO demo.step (seed, step, xid, at)
    SELECT $1, -row_number() OVER (), e.xid, $2 FROM (
      SELECT DISTINCT xid FROM log.event
      WHERE entity LIKE 'staff%' AND actor = 'seed:accounts' AND NOT demo
    ) e WHERE NOT EXISTS (SELECT FROM demo.step s WHERE s.seed = $1 AND s.xid = e.xid)
    ON CONFLICT DO NOTHING`,
    [seed, new Date(at).toISOString()],
  );
}

import type pg from "pg";

export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly banned: boolean;
  readonly createdAt: string;
}

/** Everybody who can sign in, or could: a console has tens of them. */
export async function listStaff(pool: pg.Pool): Promise<StaffRow[]> {
  const { rows } = await pool.query<StaffRow>(
    `SELECT id, name, email, role, banned, created_at AS "createdAt"
    FROM staff.accounts ORDER BY name, id LIMIT 1000`,
  );
  return rows;
}

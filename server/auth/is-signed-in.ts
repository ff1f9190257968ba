import type pg from "pg";
import type { Role } from "../../shared/permissions.ts";
import type { Session } from "../context.ts";

/** The sign-in has not ended, its account is open, and its role is still this one. */
export async function isSignedIn(
  pool: pg.Pool,
  { id }: Session,
  role: Role | null,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM staff.sessions s JOIN staff.accounts a ON a.id = s.user_id
    WHERE s.id = $1 AND s.expires_at > now() AND NOT a.banned AND a.role = $2`,
    [id, role],
  );
  return rowCount === 1;
}

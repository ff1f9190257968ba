import type { Claim } from "../../stores/postgres/write.ts";
import { day, hour, job, staffClaim, type World } from "./world.ts";

/** What jobs, operators and admins do now and then, to many rows at once or to an account. */
export function addUpkeep(world: World): void {
  const { operator, admin } = world.staff;
  const act = (at: number, claim: Claim, sql: string, values: readonly string[]) =>
    world.acts.push({ at, claim, statements: [{ text: sql, values: [...values] }] });
  const kept = 45 * day;
  for (let at = world.start + kept + day + 3 * hour; at < world.until; at += 30 * day) {
    act(
      at,
      job("retention", "Rejected friend requests are kept for 45 days"),
      "DELETE FROM friend_requests WHERE status = 'rejected' AND updated_at < $1",
      [new Date(at - kept).toISOString()],
    );
  }
  const emptied = world.start + 150 * day + 10 * hour;
  act(
    emptied,
    staffClaim(operator, "Audio files of the spring were lost with a disk; the posts stay"),
    "DELETE FROM media WHERE type = 'audio' AND created_at < $1",
    [new Date(emptied - 10 * day).toISOString()],
  );
  const changeRole = (days: number, role: string, reason: string) =>
    act(
      world.start + days * day + 8 * hour,
      staffClaim(admin, reason),
      "UPDATE staff.accounts SET role = $2, updated_at = now() WHERE id = $1",
      [operator, role],
    );
  changeRole(96, "support", "Helps the support team in the busy weeks");
  changeRole(124, "operator", "Back to operations");
}

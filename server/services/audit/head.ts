/** SQL of what `EventHead` says, from `log.event e`. */
export const headSql = `e.at, e.role, e.request_id AS "requestId", e.reason, e.attributed, e.demo,
  e.generation || ':' || e.xid AS transaction,
  json_build_object('kind', e.actor_kind, 'id', e.actor, 'name', CASE e.actor_kind WHEN 'staff' THEN
    coalesce(
      (SELECT s.name FROM staff.accounts s WHERE s.id::text = e.actor),
      (SELECT s.name FROM archive.staff_accounts s WHERE s.id::text = e.actor
        ORDER BY s.deleted_id DESC LIMIT 1)
    ) END) AS actor`;

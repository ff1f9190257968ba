import type { ArchivedRow } from "../../../shared/jobs.ts";
import type { DeletedRow } from "../../../shared/schemas/deleted.ts";
import { api, queryClient } from "../../api.ts";

/** As many rows as one restore may name. */
export const mostChosen = 5_000;

/** Rows chosen one by one, by a name that tells them apart; null: the whole deletion. */
export type Selection = ReadonlyMap<string, ArchivedRow> | null;

export const nameOf = ({ entity, key, deletedId }: ArchivedRow): string =>
  `${entity} ${key} ${deletedId}`;

export const archived = (entity: string, { key, deletedId }: DeletedRow): ArchivedRow => ({
  entity,
  key,
  deletedId,
});

/** With these rows, or without them. */
export function changed(
  selection: Selection,
  rows: readonly ArchivedRow[],
  chosen: boolean,
): Selection {
  const next = new Map(selection);
  for (const row of rows) {
    if (chosen) next.set(nameOf(row), row);
    else next.delete(nameOf(row));
  }
  return next;
}

/** All rows of a table that are not back yet, page after page. */
export async function allRows(cohort: string, entity: string): Promise<ArchivedRow[]> {
  const rows: ArchivedRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryClient.fetchQuery(
      api.deleted.rows.queryOptions({ cohort, entity, limit: 200, cursor }),
    );
    rows.push(...page.rows.filter(({ restored }) => !restored).map((row) => archived(entity, row)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && rows.length < mostChosen);
  return rows;
}

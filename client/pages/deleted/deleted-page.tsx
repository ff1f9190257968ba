import { getRouteApi, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ListHead } from "../../layouts/page-head.tsx";
import { Split } from "../../layouts/split.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { FilterBar } from "../../table/filter-bar.tsx";
import type { Filter } from "../../table/filters.ts";
import { nextPage, useListQuery } from "../../table/use-list-query.ts";
import { useUrlState } from "../../table/use-url-state.ts";
import { Empty } from "../../ui/panel-states.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { fromDay, toDay } from "../../util/days.ts";
import { useEntityChoices } from "../../util/entities.ts";
import type { DeletedSearch } from "../../util/search-schemas.ts";
import { useCohortColumns } from "./cohort-columns.tsx";

const route = getRouteApi("/signed-in/deleted");

export function DeletedPage() {
  const search = route.useSearch();
  const setUrl = useUrlState();
  const navigate = useNavigate();
  const openId = useParams({ strict: false }).cohort;
  const columns = useCohortColumns();
  const { entity, actor, from, to } = search;
  const list = useListQuery(
    api.deleted.list.infiniteQueryOptions(
      { entity, actor, from: fromDay(from), to: toDay(to) },
      { getNextPageParam: nextPage },
    ),
  );
  return (
    <Split
      route="/deleted"
      label="Deleted records"
      list={
        <>
          <ListHead title="Deleted records">
            <FilterBar filters={useDeletedFilters()} values={search} onChange={setUrl} />
          </ListHead>
          <ScrollPane label="Deleted records, the list">
            <DataTable
              label="Deleted records"
              columns={columns}
              list={list}
              rowId={(row) => row.cohort}
              openId={openId}
              compact={openId !== undefined}
              onOpen={(row) =>
                void navigate({
                  to: "/deleted/$cohort",
                  params: { cohort: row.cohort },
                  search: true,
                })
              }
              empty={<NothingDeleted search={search} />}
            />
          </ScrollPane>
        </>
      }
    >
      <Outlet />
    </Split>
  );
}

function useDeletedFilters(): readonly Filter<keyof DeletedSearch>[] {
  return [
    { kind: "choice", name: "entity", label: "Kind", choices: useEntityChoices() },
    { kind: "text", name: "actor", label: "By", hint: "A staff id or a job's name", mono: true },
    { kind: "day", name: "from", label: "Deleted from" },
    { kind: "day", name: "to", label: "Deleted until" },
  ];
}

function NothingDeleted({ search }: { search: DeletedSearch }) {
  const narrowed = Object.values(search).some((value) => value !== undefined);
  return narrowed ? (
    <Empty title="No deletion matches">Remove a filter, or widen the days.</Empty>
  ) : (
    <Empty title="Nothing has been deleted">
      What anyone deletes, by whatever way, appears here at once and can be restored.
    </Empty>
  );
}

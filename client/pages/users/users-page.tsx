import { getRouteApi, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ListHead } from "../../layouts/page-head.tsx";
import { Split } from "../../layouts/split.tsx";
import { sortOf } from "../../table/columns.ts";
import { DataTable } from "../../table/data-table.tsx";
import { FilterBar } from "../../table/filter-bar.tsx";
import { ListCount } from "../../table/list-count.tsx";
import { SearchBox } from "../../table/search-box.tsx";
import { nextPage, useListQuery } from "../../table/use-list-query.ts";
import { useUrlState } from "../../table/use-url-state.ts";
import { Empty } from "../../ui/panel-states.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { fromDay, toDay } from "../../util/days.ts";
import type { UsersSearch } from "../../util/search-schemas.ts";
import { userColumns, userFilters } from "./user-columns.tsx";

const route = getRouteApi("/signed-in/users");

const filtersOf = ({ q, from, to }: UsersSearch) => ({
  search: q,
  createdFrom: fromDay(from),
  createdTo: toDay(to),
});

export function UsersPage() {
  const search = route.useSearch();
  const setUrl = useUrlState();
  const navigate = useNavigate();
  const openId = useParams({ strict: false }).userId;
  const sort = search.sort ?? "-createdAt";
  const filters = filtersOf(search);
  const list = useListQuery(
    api.users.list.infiniteQueryOptions(
      { ...filters, sort: sortOf<"createdAt" | "username" | "email">(sort) },
      { getNextPageParam: nextPage },
    ),
  );
  return (
    <Split
      route="/users"
      label="People"
      list={
        <>
          <ListHead
            title="People"
            count={
              <ListCount
                key={JSON.stringify(filters)}
                query={(exact) => api.users.count.queryOptions({ ...filters, exact })}
              />
            }
          >
            <SearchBox
              label="Search people"
              value={search.q ?? ""}
              onChange={(q) => setUrl({ q: q || undefined })}
            />
            <FilterBar filters={userFilters} values={search} onChange={setUrl} />
          </ListHead>
          <ScrollPane label="People, the list">
            <DataTable
              label="People"
              columns={userColumns}
              list={list}
              rowId={(row) => row.id}
              openId={openId}
              compact={openId !== undefined}
              onOpen={(row) =>
                void navigate({ to: "/users/$userId", params: { userId: row.id }, search: true })
              }
              sorting={{ value: sort, onChange: (value) => setUrl({ sort: value }) }}
              empty={<NoUsers search={search} />}
            />
          </ScrollPane>
        </>
      }
    >
      <Outlet />
    </Split>
  );
}

function NoUsers({ search }: { search: UsersSearch }) {
  const narrowed = search.q ?? search.from ?? search.to;
  return narrowed ? (
    <Empty title="Nobody matches">
      User names, full names and e-mails were searched{search.q ? ` for “${search.q}”` : ""}.
      Shorten the search or remove a filter.
    </Empty>
  ) : (
    <Empty title="There are no people yet">
      The platform has no accounts. npm run seed makes demo data.
    </Empty>
  );
}

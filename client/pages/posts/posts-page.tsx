import { getRouteApi, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ListHead } from "../../layouts/page-head.tsx";
import { Split } from "../../layouts/split.tsx";
import { sortOf } from "../../table/columns.ts";
import { DataTable } from "../../table/data-table.tsx";
import { FilterBar } from "../../table/filter-bar.tsx";
import { ListCount } from "../../table/list-count.tsx";
import { nextPage, useListQuery } from "../../table/use-list-query.ts";
import { useUrlState } from "../../table/use-url-state.ts";
import { Empty } from "../../ui/panel-states.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { fromDay, toDay } from "../../util/days.ts";
import type { PostsSearch } from "../../util/search-schemas.ts";
import { postColumns, postFilters } from "./post-columns.tsx";

const route = getRouteApi("/signed-in/posts");

const filtersOf = ({ author, privacy, from, to }: PostsSearch) => ({
  authorId: author,
  privacy,
  createdFrom: fromDay(from),
  createdTo: toDay(to),
});

export function PostsPage() {
  const search = route.useSearch();
  const setUrl = useUrlState();
  const navigate = useNavigate();
  const openId = useParams({ strict: false }).postId;
  const sort = search.sort ?? "-createdAt";
  const filters = filtersOf(search);
  const list = useListQuery(
    api.posts.list.infiniteQueryOptions(
      { ...filters, sort: sortOf<"createdAt">(sort) },
      { getNextPageParam: nextPage },
    ),
  );
  return (
    <Split
      route="/posts"
      label="Posts"
      list={
        <>
          <ListHead
            title="Posts"
            count={
              <ListCount
                key={JSON.stringify(filters)}
                query={(exact) => api.posts.count.queryOptions({ ...filters, exact })}
              />
            }
          >
            <FilterBar filters={postFilters} values={search} onChange={setUrl} />
          </ListHead>
          <ScrollPane label="Posts, the list">
            <DataTable
              label="Posts"
              columns={postColumns}
              list={list}
              rowId={(row) => row.id}
              openId={openId}
              compact={openId !== undefined}
              onOpen={(row) =>
                void navigate({ to: "/posts/$postId", params: { postId: row.id }, search: true })
              }
              sorting={{ value: sort, onChange: (value) => setUrl({ sort: value }) }}
              empty={
                <Empty title="No posts match">
                  Nothing was posted that fits these filters, or it was deleted. Remove a filter.
                </Empty>
              }
            />
          </ScrollPane>
        </>
      }
    >
      <Outlet />
    </Split>
  );
}

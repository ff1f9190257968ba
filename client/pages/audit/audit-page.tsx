import { SegmentedControl } from "@mantine/core";
import { getRouteApi, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { api } from "../../api.ts";
import { ListHead } from "../../layouts/page-head.tsx";
import { Split } from "../../layouts/split.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { FilterBar } from "../../table/filter-bar.tsx";
import { ListCount } from "../../table/list-count.tsx";
import { nextPage, useListQuery } from "../../table/use-list-query.ts";
import { useUrlState } from "../../table/use-url-state.ts";
import { Empty } from "../../ui/panel-states.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { fromDay, rangeStart, ranges, toDay } from "../../util/days.ts";
import type { AuditSearch } from "../../util/search-schemas.ts";
import { auditColumns } from "./audit-columns.tsx";
import { useAuditFilters } from "./audit-filters.ts";

const route = getRouteApi("/signed-in/audit");

function useQuestion(search: AuditSearch) {
  const { entity, key, actor, operation, range, from, to, transaction, request } = search;
  const since = useMemo(() => (range ? rangeStart(range) : fromDay(from)), [range, from]);
  return {
    entity,
    key,
    actor,
    operation,
    transaction,
    from: since,
    to: range ? undefined : toDay(to),
    requestId: request,
    unattributed: search.unattributed ? true : undefined,
  };
}

export function AuditPage() {
  const search = route.useSearch();
  const setUrl = useUrlState();
  const navigate = useNavigate();
  const openId = useParams({ strict: false }).sequence;
  const question = useQuestion(search);
  const list = useListQuery(
    api.audit.list.infiniteQueryOptions(question, { getNextPageParam: nextPage }),
  );
  return (
    <Split
      route="/audit"
      label="Audit"
      list={
        <>
          <ListHead
            title="Audit"
            count={
              <ListCount
                key={JSON.stringify(question)}
                query={(exact) => api.audit.count.queryOptions({ ...question, exact })}
              />
            }
          >
            <SegmentedControl
              size="xs"
              aria-label="Time range"
              value={search.range ?? (search.from || search.to ? "days" : "any")}
              onChange={(value) =>
                setUrl({
                  range: ranges.find((range) => range === value),
                  from: undefined,
                  to: undefined,
                })
              }
              data={[
                { value: "any", label: "Any time" },
                { value: "today", label: "Today" },
                { value: "24h", label: "24 h" },
                { value: "7d", label: "7 days" },
                { value: "30d", label: "30 days" },
              ]}
            />
            <FilterBar
              filters={useAuditFilters()}
              values={search}
              onChange={(patch) =>
                setUrl("from" in patch || "to" in patch ? { ...patch, range: undefined } : patch)
              }
            />
          </ListHead>
          <ScrollPane label="Audit, the list">
            <DataTable
              label="Audit events"
              columns={auditColumns}
              list={list}
              rowId={(row) => String(row.sequence)}
              openId={openId}
              compact={openId !== undefined}
              onOpen={({ sequence }) =>
                void navigate({
                  to: "/audit/$sequence",
                  params: { sequence: String(sequence) },
                  search: true,
                })
              }
              empty={
                <Empty title="No event matches">
                  Nothing was written that fits all of these filters. Remove one, or widen the time.
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

import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";
import type { Page } from "../../shared/schemas/fields.ts";

export interface ListQuery<Row> {
  readonly rows: readonly Row[];
  /** Nothing to show yet. */
  readonly loading: boolean;
  /** What is shown belongs to the question before. */
  readonly stale: boolean;
  /** With rows: the next page failed, and those loaded stay. */
  readonly error: unknown;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly loadingMore: boolean;
}

export const nextPage = <Row>(page: Page<Row>): string | null => page.nextCursor;

/**
 * Every list: pages by key, one after another. Give it `api.….infiniteQueryOptions(input,
 * { getNextPageParam: nextPage })`.
 */
export function useListQuery<Row, Failure, Key extends QueryKey>(
  options: UseInfiniteQueryOptions<
    Page<Row>,
    Failure,
    InfiniteData<Page<Row>, string | null>,
    Key,
    string | null
  >,
): ListQuery<Row> {
  const query = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const failedPage = query.isFetchNextPageError;
  return {
    rows,
    loading: query.isPending && query.fetchStatus !== "idle",
    stale: query.isPlaceholderData,
    error: query.error,
    retry: () => void (failedPage ? query.fetchNextPage() : query.refetch()),
    hasMore: query.hasNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    loadingMore: query.isFetchingNextPage,
  };
}

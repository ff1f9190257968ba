import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api, type Outputs } from "../../api.ts";
import { nextPage } from "../../table/use-list-query.ts";
import { type TreeNode, treeOrder } from "../../util/tree-order.ts";

export type ThreadComment = Outputs["comments"]["thread"]["rows"][number];
export type ThreadNode = TreeNode<ThreadComment>;

const shape = {
  id: ({ id }: ThreadComment) => id,
  parent: ({ parentId }: ThreadComment) => parentId,
};
const pageSize = 1_000;

/** The whole thread: pages follow by themselves, since a tree needs all of its parts. */
export function useThread(postId: string): {
  nodes: readonly ThreadNode[];
  loading: boolean;
  /** Some are here and more are on the way. */
  growing: boolean;
  error: unknown;
  retry: () => void;
} {
  const query = useInfiniteQuery(
    api.comments.thread.infiniteQueryOptions(
      { postId, limit: pageSize },
      { getNextPageParam: nextPage, staleTime: 30_000 },
    ),
  );
  const { data, hasNextPage, isFetching, error, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  const nodes = useMemo(
    () => treeOrder(data?.pages.flatMap((page) => page.rows) ?? [], shape),
    [data],
  );
  return {
    nodes,
    loading: query.isPending,
    growing: hasNextPage,
    error,
    retry: () => void (query.isFetchNextPageError ? fetchNextPage() : query.refetch()),
  };
}

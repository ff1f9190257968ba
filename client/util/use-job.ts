import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef, useState } from "react";
import { isOver, type Job } from "../../shared/jobs.ts";
import { api, refreshRecords } from "../api.ts";

/**
 * Follows a job to its end, by the server's stream; while that is broken, by asking every second.
 * When it ends, everything on the screen that it may have changed is asked for again.
 */
export function useJob(jobId: string): { job: Job | undefined; error: unknown } {
  const cache = useQueryClient();
  const [streaming, setStreaming] = useState(true);
  const query = useQuery(
    api.jobs.get.queryOptions(
      { jobId },
      {
        refetchInterval: ({ state }) =>
          state.data && isOver(state.data) ? false : streaming ? 5_000 : 1_000,
      },
    ),
  );
  const over = query.data ? isOver(query.data) : false;
  useSubscription(
    api.jobs.watch.subscriptionOptions(
      { jobId },
      {
        enabled: !over,
        onStarted: () => setStreaming(true),
        onData: (job) => {
          setStreaming(true);
          cache.setQueryData(api.jobs.get.queryKey({ jobId }), job);
        },
        onError: () => setStreaming(false),
        onConnectionStateChange: ({ state }) => setStreaming(state === "pending"),
      },
    ),
  );

  // It may have ended before it was first seen.
  const told = useRef(false);
  useEffect(() => {
    if (!over || told.current) return;
    told.current = true;
    void refreshRecords();
    void cache.invalidateQueries(api.jobs.list.queryFilter());
  }, [over, cache]);

  return { job: query.data, error: query.error };
}

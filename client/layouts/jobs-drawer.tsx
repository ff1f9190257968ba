import { Button, Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isOver } from "../../shared/jobs.ts";
import { api } from "../api.ts";
import { JobItem } from "../ui/job-item.tsx";
import { Empty, ErrorPanel, SkeletonLines } from "../ui/panel-states.tsx";
import { count } from "../util/number-words.ts";
import styles from "./jobs-drawer.module.css";

/** One's own jobs, from their rows on the server: leaving the page loses nothing. */
export function JobsButton() {
  const [opened, setOpened] = useState(false);
  const { data, error, refetch, isFetching } = useQuery(
    api.jobs.list.queryOptions(undefined, {
      refetchInterval: ({ state }) =>
        state.data?.some((job) => !isOver(job)) || opened ? 3_000 : 30_000,
    }),
  );
  const running = data?.filter((job) => !isOver(job)).length ?? 0;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        c="var(--text)"
        onClick={() => setOpened(true)}
        aria-label={running > 0 ? `Jobs, ${count(running, "job")} running` : "Jobs"}
      >
        Jobs
        {running > 0 && <span className={styles.running}>{running}</span>}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        title="Jobs"
        size={440}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {data?.length === 0 && (
          <Empty title="No jobs yet">
            What you delete or restore runs here and can be followed.
          </Empty>
        )}
        {!data && error && (
          <ErrorPanel error={error} retry={() => void refetch()} retrying={isFetching} />
        )}
        {!data && !error && <SkeletonLines lines={4} />}
        <ul className={styles.jobs}>
          {data?.map((job) => (
            <li key={job.id}>
              <JobItem listed={job} />
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  );
}

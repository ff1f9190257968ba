import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Job } from "../../shared/jobs.ts";
import { api, queryClient } from "../api.ts";
import { errorWords } from "../util/error-words.ts";
import { count } from "../util/number-words.ts";
import { useCan } from "../util/session.ts";
import { useNow } from "../util/use-now.ts";
import { DestructiveFlow } from "./destructive/destructive-flow.tsx";
import { TableCounts } from "./table-counts.tsx";

/** Milliseconds in which the server undoes one's own deletion without the right to restore. */
const undoWithin = 10 * 60_000;

/** The way back from a job that is done, for as long as there is one. */
export function UndoJob({ job }: { job: Job }) {
  const now = useNow();
  const can = useCan();
  if (!job.receipt || !job.endedAt) return null;
  const fresh = now - Date.parse(job.endedAt) < undoWithin;
  if (job.name === "delete" && fresh) return <UndoDelete job={job} />;
  if (job.name === "restore" && can("deleted.restore")) return <UndoRestore job={job} />;
  return null;
}

function UndoDelete({ job }: { job: Job }) {
  const undo = useMutation(
    api.records.undoDelete.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(api.jobs.list.queryFilter()),
    }),
  );
  if (undo.error) return <span role="alert">{errorWords(undo.error).detail}</span>;
  return (
    <Button
      variant="default"
      size="compact-xs"
      aria-label={`Undo: ${job.title}`}
      disabled={undo.isSuccess}
      loading={undo.isPending}
      onClick={() => undo.mutate({ jobId: job.id })}
    >
      Undo
    </Button>
  );
}

function UndoRestore({ job }: { job: Job }) {
  const [opened, setOpened] = useState(false);
  const undo = useMutation(api.restore.undo.mutationOptions());
  const total = job.receipt?.total ?? 0;
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={`Undo: ${job.title}`}
        onClick={() => setOpened(true)}
      >
        Undo…
      </Button>
      <DestructiveFlow
        opened={opened}
        onClose={() => setOpened(false)}
        title={`Undo: ${job.title}`}
        tone="red"
        ready
        verb={`Delete ${count(total, "row")} again`}
        preview={
          <>
            <p>
              Exactly what this restore brought back is deleted again. When newer rows hang on it,
              nothing is.
            </p>
            <TableCounts label="What goes" tables={job.receipt?.tables ?? []} />
          </>
        }
        start={(reason) => undo.mutateAsync({ jobId: job.id, reason })}
      />
    </>
  );
}

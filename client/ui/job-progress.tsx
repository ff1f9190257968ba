import { Button, Progress } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Job } from "../../shared/jobs.ts";
import { api } from "../api.ts";
import { errorWords } from "../util/error-words.ts";
import { number } from "../util/number-words.ts";
import styles from "./job-item.module.css";

/** How far a job is, and the way to stop it. Stopped, it leaves nothing changed. */
export function JobProgress({ job }: { job: Job }) {
  const cancel = useMutation(api.jobs.cancel.mutationOptions());
  const { done, total } = job.progress;
  const share = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  const words =
    job.state === "waiting"
      ? "Waiting for its turn"
      : `${number(done)} of ${number(total)} rows, ${Math.floor(share)} %`;
  return (
    <div className={styles.progress}>
      <Progress.Root size="sm" transitionDuration={120}>
        <Progress.Section value={share} aria-label={job.title} animated={share < 100} />
      </Progress.Root>
      <div className={styles.line}>
        <span className="dim number small" role="status">
          {cancel.isSuccess ? "Stopping" : words}
        </span>
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => cancel.mutate({ jobId: job.id })}
          disabled={cancel.isPending || cancel.isSuccess}
        >
          Cancel
        </Button>
      </div>
      {cancel.error && (
        <p role="alert" className={styles.failed}>
          {errorWords(cancel.error).detail}
        </p>
      )}
    </div>
  );
}

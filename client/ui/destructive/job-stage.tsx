import { Button } from "@mantine/core";
import { isOver } from "../../../shared/jobs.ts";
import { useJob } from "../../util/use-job.ts";
import { JobOutcome } from "../job-outcome.tsx";
import { JobProgress } from "../job-progress.tsx";
import { ErrorPanel, SkeletonLines } from "../panel-states.tsx";
import { doneWords } from "../receipt.tsx";
import styles from "./destructive-flow.module.css";
import { UndoButton } from "./undo-button.tsx";

interface JobStageProps {
  readonly jobId: string;
  readonly onUndo: ((reason: string) => Promise<void>) | undefined;
  readonly onClose: () => void;
}

/** Progress, then the receipt. */
export function JobStage({ jobId, onUndo, onClose }: JobStageProps) {
  const { job, error } = useJob(jobId);
  if (!job) return error ? <ErrorPanel error={error} /> : <SkeletonLines lines={3} />;
  if (!isOver(job)) {
    return (
      <div className={styles.stage}>
        <p>{job.title}</p>
        <JobProgress job={job} />
        <p className="dim small">
          Closing this does not stop it: it goes on under Jobs. Cancelled, it leaves nothing
          changed.
        </p>
      </div>
    );
  }
  const { receipt } = job;
  return (
    <div className={styles.stage}>
      <p role="status" className={styles.outcome} data-state={job.state}>
        {receipt ? doneWords(job.name, receipt) : "Nothing was changed"}
      </p>
      <JobOutcome job={job} />
      <div className={styles.acts}>
        {receipt && onUndo && (
          <UndoButton since={job.endedAt} onUndo={() => onUndo(undoReason(receipt.reason))} />
        )}
        <Button variant="default" onClick={onClose} data-autofocus>
          Close
        </Button>
      </div>
    </div>
  );
}

const undoReason = (reason: string): string => `Undone at once: ${reason}`.slice(0, 500);

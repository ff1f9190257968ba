import { useState } from "react";
import { isOver, type Job } from "../../shared/jobs.ts";
import { useJob } from "../util/use-job.ts";
import { Icon } from "./icon.tsx";
import styles from "./job-item.module.css";
import { JobOutcome } from "./job-outcome.tsx";
import { JobProgress } from "./job-progress.tsx";
import { doneWords } from "./receipt.tsx";
import { Mark, type Tone } from "./mark.tsx";
import { Time } from "./time.tsx";
import { UndoJob } from "./undo-job.tsx";

const states: Record<Job["state"], { words: string; tone: Tone }> = {
  waiting: { words: "Waiting", tone: "amber" },
  running: { words: "Running", tone: "amber" },
  done: { words: "Done", tone: "green" },
  failed: { words: "Failed", tone: "red" },
  cancelled: { words: "Cancelled", tone: "plain" },
};

/** A job in the drawer: live while it runs, its receipt afterwards. */
export function JobItem({ listed }: { listed: Job }) {
  return isOver(listed) ? <OverJob job={listed} /> : <LiveJob listed={listed} />;
}

function LiveJob({ listed }: { listed: Job }) {
  const { job = listed } = useJob(listed.id);
  if (isOver(job)) return <OverJob job={job} />;
  return (
    <div className={styles.item}>
      <Head job={job} />
      <JobProgress job={job} />
    </div>
  );
}

function OverJob({ job }: { job: Job }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.item}>
      <Head job={job} />
      <div className={styles.line}>
        <span className="small dim">
          {job.receipt ? doneWords(job.name, job.receipt) : "Nothing was changed"}
          {job.endedAt && (
            <>
              , <Time at={job.endedAt} />
            </>
          )}
        </span>
        <span className={styles.grow} />
        <UndoJob job={job} />
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-label={`Receipt of ${job.title}`}
          onClick={() => setOpen((old) => !old)}
        >
          {job.receipt ? "Receipt" : "Why"} <Icon name={open ? "down" : "right"} size={12} />
        </button>
      </div>
      {open && <JobOutcome job={job} />}
    </div>
  );
}

function Head({ job }: { job: Job }) {
  const { words, tone } = states[job.state];
  return (
    <div className={styles.line}>
      <p className={styles.title}>{job.title}</p>
      <Mark tone={tone}>{words}</Mark>
    </div>
  );
}

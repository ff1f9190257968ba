import type { Job } from "../../shared/jobs.ts";
import styles from "./job-item.module.css";
import { ObstacleList } from "./obstacle-list.tsx";
import { Receipt } from "./receipt.tsx";

/** How a job ended: its receipt, or why nothing was changed. */
export function JobOutcome({ job }: { job: Job }) {
  if (job.receipt) return <Receipt job={job} receipt={job.receipt} />;
  if (job.state === "cancelled") {
    return <p>It was cancelled before it ended. Nothing was changed.</p>;
  }
  return (
    <div role="alert" className={styles.failed}>
      <p>{job.error?.message ?? "It ended without saying why. Nothing was changed."}</p>
      {job.error?.obstacles && <ObstacleList obstacles={job.error.obstacles} />}
    </div>
  );
}

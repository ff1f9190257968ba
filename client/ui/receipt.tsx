import { Link } from "@tanstack/react-router";
import type { Job, JobName, Receipt as ReceiptData } from "../../shared/jobs.ts";
import { count, number } from "../util/number-words.ts";
import { paths } from "../util/paths.ts";
import { useCan } from "../util/session.ts";
import { duration } from "../util/time-words.ts";
import { useEntityWords } from "../util/entities.ts";
import { Facts } from "./facts.tsx";
import { Id } from "./id.tsx";

const verbs: Record<JobName, string> = {
  delete: "Deleted",
  restore: "Restored",
  "undo-restore": "Deleted again",
};

/** "Restored 41 rows" */
export const doneWords = (name: JobName, { total }: ReceiptData): string =>
  `${verbs[name]} ${count(total, "row")}`;

/** What was done, and the audit events that say so. */
export function Receipt({ job, receipt }: { job: Job; receipt: ReceiptData }) {
  const can = useCan();
  const words = useEntityWords();
  const { tables, events, transaction, cohort, restores, reason } = receipt;
  return (
    <Facts
      facts={[
        {
          name: "Rows",
          value: tables
            .map(({ entity, rows }) => count(rows, words(entity), words(entity, 2)))
            .join(", "),
          wide: true,
        },
        { name: "Reason", value: reason, wide: true },
        {
          name: events.length === 1 ? "Audit event" : "Audit events",
          value: <Events events={events} transaction={transaction} linked={can("audit.read")} />,
          wide: true,
        },
        { name: "Transaction", value: <Id value={transaction} what="transaction" whole /> },
        ...(cohort
          ? [
              {
                name: "Kept in",
                value: can("deleted.read") ? (
                  <Link {...paths.cohort(cohort)}>Deleted records, {cohort}</Link>
                ) : (
                  "Deleted records"
                ),
              },
            ]
          : []),
        ...(restores?.length
          ? [
              {
                name: "Came from",
                value: <Cohorts cohorts={restores} linked={can("deleted.read")} />,
              },
            ]
          : []),
        ...(job.startedAt && job.endedAt
          ? [{ name: "Took", value: duration(job.startedAt, job.endedAt) }]
          : []),
      ]}
    />
  );
}

/** A large restore writes in many statements; the rest is one click away. */
const mostEvents = 20;

interface EventsProps {
  readonly events: readonly number[];
  readonly transaction: string;
  readonly linked: boolean;
}

function Events({ events, transaction, linked }: EventsProps) {
  const more = events.length - mostEvents;
  return (
    <span className="number">
      {events.slice(0, mostEvents).map((event, index) => (
        <span key={event}>
          {index > 0 && ", "}
          {linked ? <Link {...paths.event(event)}>{event}</Link> : event}
        </span>
      ))}
      {more > 0 &&
        (linked ? (
          <Link {...paths.audit({ transaction })}>, and {number(more)} more</Link>
        ) : (
          `, and ${number(more)} more`
        ))}
    </span>
  );
}

function Cohorts({ cohorts, linked }: { cohorts: readonly string[]; linked: boolean }) {
  return cohorts.map((cohort, index) => (
    <span key={cohort}>
      {index > 0 && ", "}
      {linked ? <Link {...paths.cohort(cohort)}>Deletion {cohort}</Link> : `Deletion ${cohort}`}
    </span>
  ));
}

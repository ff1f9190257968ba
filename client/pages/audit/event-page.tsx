import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { AuditEvent } from "../../../shared/schemas/audit.ts";
import { api } from "../../api.ts";
import { RecordHead } from "../../layouts/page-head.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Id } from "../../ui/id.tsx";
import { Mark } from "../../ui/mark.tsx";
import { Empty, ErrorPanel, SkeletonLines } from "../../ui/panel-states.tsx";
import { actorWords } from "../../ui/person.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { Time } from "../../ui/time.tsx";
import { exact } from "../../util/time-words.ts";
import { capital, count, quoted } from "../../util/number-words.ts";
import { paths, timelinePath } from "../../util/paths.ts";
import { EventRows } from "./event-rows.tsx";
import styles from "./event-page.module.css";
import { OperationMark } from "./operation-mark.tsx";

const route = getRouteApi("/signed-in/audit/$sequence");

export function EventPage() {
  const { sequence: text } = route.useParams();
  const sequence = Number(text);
  const known = Number.isSafeInteger(sequence) && sequence > 0;
  const { data, error, refetch } = useQuery(
    api.audit.get.queryOptions({ sequence }, { enabled: known }),
  );
  if (!known)
    return <Empty title="There is no such event">“{text}” is not the number of one.</Empty>;
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (!data) {
    return (
      <div className={styles.section}>
        <SkeletonLines lines={8} />
      </div>
    );
  }
  return (
    <ScrollPane key={sequence} label={`Event ${sequence}`}>
      <RecordHead title={`Event ${sequence}`} under={<Subject event={data} />} />
      <div className={styles.section}>
        <Facts facts={factsOf(data)} />
      </div>
      <EventRows event={data} />
    </ScrollPane>
  );
}

function Subject({ event }: { event: AuditEvent }) {
  const { entity, label, rows, subject } = event;
  return (
    <>
      <OperationMark event={event} />
      <Time at={event.at} />
      {subject ? (
        <>
          <span>
            {capital(label)} {quoted(subject.title)}
          </span>
          <Link {...timelinePath(entity, subject.key)}>Timeline</Link>
        </>
      ) : (
        <span>
          {count(rows, "row")} of {label}
        </span>
      )}
    </>
  );
}

const factsOf = (event: AuditEvent) => {
  const { at, actor, attributed, demo, role, transaction, requestId, reason, operation } = event;
  return [
    { name: "Time", value: <span className="mono">{exact(at)}</span> },
    { name: "In UTC", value: <span className="mono">{at}</span> },
    {
      name: "Actor",
      value: (
        <>
          {actorWords(actor)} {!attributed && <Mark tone="amber">Unattributed</Mark>}{" "}
          {demo && <Mark>Demo</Mark>}{" "}
          {actor.id && <Link {...paths.audit({ actor: actor.id })}>all their events</Link>}
        </>
      ),
    },
    { name: "Database role", value: <span className="mono">{role}</span> },
    {
      name: "Transaction",
      value: (
        <>
          <Id value={transaction} what="transaction" whole />{" "}
          <Link {...paths.audit({ transaction })}>all its events</Link>
          {operation === "delete" && (
            <>
              {" "}
              <Link {...paths.cohort(transaction)}>deleted records</Link>
            </>
          )}
        </>
      ),
    },
    {
      name: "Request",
      value: requestId && (
        <>
          <Id value={requestId} what="request id" />{" "}
          <Link {...paths.audit({ request: requestId })}>all its events</Link>
        </>
      ),
    },
    { name: "Reason", value: reason, wide: true },
  ];
};

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { TimelineEntry } from "../../../shared/schemas/audit.ts";
import { paths } from "../../util/paths.ts";
import { useCan } from "../../util/session.ts";
import { ChangeList } from "../changes/change-list.tsx";
import { Icon } from "../icon.tsx";
import { Id } from "../id.tsx";
import { Mark } from "../mark.tsx";
import { Time } from "../time.tsx";
import { sentence } from "./sentence.ts";
import styles from "./timeline.module.css";

export function TimelineItem({ entry }: { entry: TimelineEntry }) {
  const [open, setOpen] = useState(false);
  const { who, did } = sentence(entry);
  const words = (
    <>
      <strong>{who}</strong> {did}, <Time at={entry.at} />
    </>
  );
  return (
    <li className={styles.entry} data-operation={entry.operation}>
      <span className={styles.dot} aria-hidden="true" />
      <div className={styles.body}>
        {entry.changes.length > 0 ? (
          <button
            type="button"
            className={styles.sentence}
            aria-expanded={open}
            onClick={() => setOpen((old) => !old)}
          >
            <span>{words}</span>
            <Icon name={open ? "down" : "right"} size={12} />
          </button>
        ) : (
          <p>{words}</p>
        )}
        {entry.reason && <p className={styles.reason}>“{entry.reason}”</p>}
        <Evidence entry={entry} />
        {open && <ChangeList changes={entry.changes} />}
      </div>
    </li>
  );
}

/** What proves it: event, transaction, and the deletion it belongs to. */
function Evidence({ entry }: { entry: TimelineEntry }) {
  const { event, transaction, cohort, restoredFrom, attributed, demo } = entry;
  const can = useCan();
  const deletion = cohort ?? restoredFrom;
  return (
    <p className={styles.evidence}>
      <Time at={entry.at} evidence />
      <span>
        {can("audit.read") ? <Link {...paths.event(event)}>Event {event}</Link> : `Event ${event}`}
      </span>
      <span>
        transaction <Id value={transaction} what="transaction" whole />
      </span>
      {deletion && can("deleted.read") && (
        <Link {...paths.cohort(deletion)}>
          {cohort ? "what went with it" : "the deletion it came back from"}
        </Link>
      )}
      {!attributed && <Mark tone="amber">Unattributed</Mark>}
      {demo && <Mark>Demo</Mark>}
    </p>
  );
}

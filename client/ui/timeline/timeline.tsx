import type { TimelineEntry } from "../../../shared/schemas/audit.ts";
import { api } from "../../api.ts";
import { TableFoot } from "../../table/table-parts.tsx";
import { nextPage, useListQuery } from "../../table/use-list-query.ts";
import { monthOf } from "../../util/time-words.ts";
import { Empty, ErrorPanel, SkeletonLines } from "../panel-states.tsx";
import { TimelineItem } from "./timeline-item.tsx";
import styles from "./timeline.module.css";

/** They come newest first, so those of a month stand together. */
function byMonth(entries: readonly TimelineEntry[]): [month: string, TimelineEntry[]][] {
  const months: [string, TimelineEntry[]][] = [];
  for (const entry of entries) {
    const month = monthOf(entry.at);
    const last = months.at(-1);
    if (last?.[0] === month) last[1].push(entry);
    else months.push([month, [entry]]);
  }
  return months;
}

interface TimelineProps {
  readonly entity: string;
  /** Keys are texts: the parts of a composite one joined by "~". */
  readonly recordKey: string;
}

/** Everything that ever happened to a record, newest first, by month. */
export function Timeline({ entity, recordKey }: TimelineProps) {
  const list = useListQuery(
    api.records.timeline.infiniteQueryOptions(
      { entity, key: recordKey },
      { getNextPageParam: nextPage },
    ),
  );
  if (list.error && list.rows.length === 0) {
    return <ErrorPanel error={list.error} retry={list.retry} />;
  }
  if (list.loading) {
    return (
      <div className={styles.timeline}>
        <SkeletonLines lines={6} height={32} />
      </div>
    );
  }
  if (list.rows.length === 0) {
    return (
      <Empty title="Nothing is logged for this record">
        It was there before the audit began, or the key is of no record that ever was.
      </Empty>
    );
  }
  return (
    <div className={styles.timeline}>
      {byMonth(list.rows).map(([month, entries]) => (
        <section key={month} aria-label={month}>
          <h2 className={styles.month}>{month}</h2>
          <ol>
            {entries.map((entry) => (
              <TimelineItem key={entry.event} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      <TableFoot list={list} />
    </div>
  );
}

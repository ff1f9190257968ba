import { Button, Skeleton } from "@mantine/core";
import { errorWords } from "../util/error-words.ts";
import { number } from "../util/number-words.ts";
import styles from "./data-table.module.css";
import type { ListQuery } from "./use-list-query.ts";

export function SkeletonRows({ columns }: { columns: number }) {
  return Array.from({ length: 14 }, (_, row) => (
    <div key={row} role="row" className={styles.row} data-still="true">
      {Array.from({ length: columns }, (_, column) => (
        <div key={column} role="gridcell" className={styles.cell}>
          <Skeleton height={12} width={`${80 - ((row * 13 + column * 29) % 45)}%`} />
        </div>
      ))}
    </div>
  ));
}

/** Below the last row: more, the page that failed, or the end. */
export function TableFoot<Row>({ list }: { list: ListQuery<Row> }) {
  if (list.loading) return null;
  if (list.error) {
    const { title, detail } = errorWords(list.error);
    return (
      <div className={styles.foot} role="alert">
        <span>
          The next rows did not come. {title}: {detail}
        </span>
        <Button variant="default" size="compact-xs" onClick={list.retry}>
          Try again
        </Button>
      </div>
    );
  }
  if (!list.hasMore) return null;
  return (
    <div className={styles.foot}>
      <span className="dim">{number(list.rows.length)} loaded</span>
      <Button variant="default" size="compact-xs" onClick={list.more} loading={list.loadingMore}>
        Load more
      </Button>
    </div>
  );
}

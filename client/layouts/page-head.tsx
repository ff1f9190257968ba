import type { ReactNode } from "react";
import { usePageTitle } from "../util/use-page-title.ts";
import styles from "./page-head.module.css";
import { useRecordOpen } from "./split.tsx";

interface ListHeadProps {
  readonly title: string;
  /** How many. */
  readonly count?: ReactNode;
  /** Search, filters, chips. */
  readonly children?: ReactNode;
}

/** Above a list: what it is, how many, and what narrows it. Beside a record, that is the page. */
export function ListHead({ title, count, children }: ListHeadProps) {
  const beside = useRecordOpen();
  const Heading = beside ? "h2" : "h1";
  usePageTitle(beside ? undefined : title);
  return (
    <div className={styles.head}>
      <div className={styles.line}>
        <Heading className={styles.title}>{title}</Heading>
        {count}
      </div>
      {children && <div className={styles.tools}>{children}</div>}
    </div>
  );
}

interface RecordHeadProps {
  readonly title: string;
  /** Whose, since when, in which state. */
  readonly under?: ReactNode;
  /** What can be done with it. */
  readonly acts?: ReactNode;
}

/** Identity first. */
export function RecordHead({ title, under, acts }: RecordHeadProps) {
  usePageTitle(title);
  return (
    <header className={styles.record}>
      <h1 className={styles.recordTitle}>{title}</h1>
      {under && <div className={styles.under}>{under}</div>}
      {acts && <div className={styles.acts}>{acts}</div>}
    </header>
  );
}

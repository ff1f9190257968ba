import type { TableCount } from "../../shared/jobs.ts";
import { number } from "../util/number-words.ts";
import styles from "./table-counts.module.css";
import { capital } from "../util/number-words.ts";

interface TableCountsProps {
  readonly label: string;
  readonly tables: readonly TableCount[];
  /** In this order, one after another. */
  readonly ordered?: boolean;
}

/** How many rows of which table. */
export function TableCounts({ label, tables, ordered = false }: TableCountsProps) {
  const List = ordered ? "ol" : "ul";
  return (
    <List className={styles.counts} aria-label={label}>
      {tables.map(({ entity, label: words, rows }, index) => (
        <li key={entity}>
          {ordered && <span className="dim number">{index + 1}.</span>}
          <span className={styles.name}>{capital(words)}</span>
          <span className="number">{number(rows)}</span>
        </li>
      ))}
    </List>
  );
}

import type { ReactNode } from "react";
import styles from "./mark.module.css";

export type Tone = "plain" | "red" | "amber" | "green" | "accent";

/** One word about a thing's state. The colour repeats what the word says. */
export function Mark({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={styles.mark} data-tone={tone}>
      {children}
    </span>
  );
}

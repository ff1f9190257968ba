import { createContext, type ReactNode, type RefObject, useContext, useRef } from "react";
import styles from "./scroll-pane.module.css";

const ScrollContext = createContext<RefObject<HTMLDivElement | null> | null>(null);

interface ScrollPaneProps {
  readonly label: string;
  readonly children: ReactNode;
}

/**
 * What scrolls. Virtual rows inside measure themselves against the nearest one, so that a record
 * with a long list in it has one scrollbar and not two.
 */
export function ScrollPane({ label, children }: ScrollPaneProps) {
  const ref = useRef<HTMLDivElement>(null);
  return (
    <div ref={ref} className={styles.pane} role="region" aria-label={label} tabIndex={0}>
      <div className={styles.content}>
        <ScrollContext value={ref}>{children}</ScrollContext>
      </div>
    </div>
  );
}

export function useScrollPane(): RefObject<HTMLDivElement | null> {
  const ref = useContext(ScrollContext);
  if (!ref) throw new Error("Virtual rows need a ScrollPane around them");
  return ref;
}

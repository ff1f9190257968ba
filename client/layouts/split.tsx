import { useChildMatches, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { Icon } from "../ui/icon.tsx";
import { keyPane, useKeys } from "../util/keys.ts";
import styles from "./split.module.css";

type ListRoute = "/users" | "/posts" | "/deleted" | "/audit";

interface SplitProps {
  readonly route: ListRoute;
  /** "People" */
  readonly label: string;
  readonly list: ReactNode;
  /** The open record, an `<Outlet />`. */
  readonly children: ReactNode;
}

export const useRecordOpen = (): boolean => useChildMatches().length > 0;

/**
 * A list and the record that is open from it: side by side from 1200 px, else the record alone.
 * The list stays where it is; Escape returns to it.
 */
export function Split({ route, label, list, children }: SplitProps) {
  const open = useRecordOpen();
  const navigate = useNavigate();
  const listPane = useRef<HTMLDivElement>(null);
  const close = async () => {
    await navigate({ to: route, search: true });
    const row = listPane.current?.querySelector<HTMLElement>('[role=row][tabindex="0"]');
    row?.focus({ preventScroll: true });
  };
  useKeys(open ? { Escape: () => void close() } : {});
  return (
    <div className={styles.split} data-open={open}>
      <div ref={listPane} className={styles.list} {...keyPane}>
        {list}
      </div>
      {open && (
        <section className={styles.record} aria-label="Record" {...keyPane}>
          <div className={styles.bar}>
            <button type="button" className={styles.close} onClick={() => void close()}>
              <Icon name="close" size={14} />
              <span className={styles.wide}>Close</span>
              <span className={styles.narrow}>Back to {label.toLowerCase()}</span>
            </button>
          </div>
          {children}
        </section>
      )}
    </div>
  );
}

import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { errorWords } from "../util/error-words.ts";
import { Id } from "./id.tsx";
import styles from "./panel-states.module.css";

interface ErrorPanelProps {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
  readonly retrying?: boolean;
}

/** What failed, why, and the way out; takes the place of what could not be shown. */
export function ErrorPanel({ error, retry, retrying = false }: ErrorPanelProps) {
  const { title, detail, requestId } = errorWords(error);
  return (
    <div className={styles.error} role="alert">
      <p className={styles.title}>{title}</p>
      <p>{detail}</p>
      {requestId && (
        <p className="dim small">
          Request <Id value={requestId} what="request id" whole />
        </p>
      )}
      {retry && (
        <Button variant="default" onClick={retry} loading={retrying}>
          Try again
        </Button>
      )}
    </div>
  );
}

interface EmptyProps {
  readonly title: string;
  /** Why there is nothing, and what to do. */
  readonly children: ReactNode;
}

export function Empty({ title, children }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      <div className="dim">{children}</div>
    </div>
  );
}

/** Lines as tall as those that will come, so that nothing moves. */
export function SkeletonLines({ lines, height = 20 }: { lines: number; height?: number }) {
  return (
    <div aria-hidden="true" className={styles.skeletons}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} width={`${90 - ((line * 17) % 45)}%`} />
      ))}
    </div>
  );
}

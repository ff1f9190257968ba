import { useQuery } from "@tanstack/react-query";
import { Tooltip } from "@mantine/core";
import { api } from "../api.ts";
import { exact } from "../util/time-words.ts";
import styles from "./shell.module.css";

export const statusQuery = () =>
  api.system.status.queryOptions(undefined, { refetchInterval: 30_000, retry: false });

/** One small light a store; the words say what the colour does. */
export function StoreLight() {
  const { data, isError } = useQuery(statusQuery());
  const state = isError ? "down" : !data ? "checking" : data.database.ok ? "ok" : "differs";
  const words = {
    checking: "is being checked",
    ok: "answers; tables and triggers are as the registry says",
    differs: "answers; it differs from the registry",
    down: "does not answer",
  }[state];
  const since = data ? `, checked ${exact(data.database.checkedAt)}` : "";
  return (
    <Tooltip label={`PostgreSQL ${words}${since}`}>
      <span className={styles.light} data-state={state} role="status">
        <span className={styles.dot} aria-hidden="true" />
        <span className={styles.lightWords}>PostgreSQL</span>
        <span className="hidden-words">{words}</span>
      </span>
    </Tooltip>
  );
}

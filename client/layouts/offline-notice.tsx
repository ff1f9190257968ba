import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import styles from "./shell.module.css";

export function OfflineNotice() {
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  if (online) return null;
  return (
    <div className={styles.banner} role="status">
      <strong>This computer is offline.</strong>
      <span>What is on the screen stays readable; the rest loads when the connection is back.</span>
    </div>
  );
}

import styles from "./changes.module.css";

interface ValueProps {
  readonly value: unknown;
  readonly secret?: boolean;
}

/** One value of a column, as it was stored. */
export function Value({ value, secret = false }: ValueProps) {
  if (secret) {
    return (
      <span className="dim" title="A secret: that it changed is logged, its value is not">
        ••••••<span className="hidden-words"> secret, not shown</span>
      </span>
    );
  }
  if (value === null || value === undefined) return <span className="dim">empty</span>;
  if (value === "") return <span className="dim">no text</span>;
  if (typeof value === "string") return <span className={styles.text}>{value}</span>;
  return <span className="mono">{JSON.stringify(value)}</span>;
}

import { useRef } from "react";
import { number } from "../util/number-words.ts";
import styles from "./tabs.module.css";

export interface TabItem<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly count?: number | undefined;
}

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<Name>[];
  readonly value: Name;
  readonly onChange: (name: Name) => void;
  /** Of the panel that they switch. */
  readonly panelId: string;
}

/** Tabs whose state the caller keeps in the URL. Arrows move, as in every tab list. */
export function Tabs<Name extends string>({
  label,
  tabs,
  value,
  onChange,
  panelId,
}: TabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (by: number) => {
    const index = tabs.findIndex(({ name }) => name === value);
    const next = tabs[(index + by + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.name);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      className={styles.tabs}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") move(1);
        else if (event.key === "ArrowLeft") move(-1);
      }}
    >
      {tabs.map(({ name, label: words, count }) => (
        <button
          key={name}
          type="button"
          role="tab"
          data-tab={name}
          aria-selected={name === value}
          aria-controls={panelId}
          tabIndex={name === value ? 0 : -1}
          className={styles.tab}
          onClick={() => onChange(name)}
        >
          {words}
          {count !== undefined && <span className={styles.count}>{number(count)}</span>}
        </button>
      ))}
    </div>
  );
}

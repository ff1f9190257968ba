import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Ref } from "react";
import type { DeletedRow } from "../../../shared/schemas/deleted.ts";
import { RecordValues } from "../../ui/changes/record-values.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Id } from "../../ui/id.tsx";
import { Mark } from "../../ui/mark.tsx";
import { cut } from "../../util/number-words.ts";
import { timelinePath } from "../../util/paths.ts";
import type { TreeNode } from "../../util/tree-order.ts";
import styles from "./cohort-page.module.css";

const deepest = 10;

interface CohortRowProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly entity: string;
  readonly node: TreeNode<DeletedRow>;
  readonly index: number;
  readonly offset: number;
  readonly active: boolean;
  readonly open: boolean;
  /** Null: nothing is chosen row by row. */
  readonly chosen: boolean | null;
  readonly onFocus: () => void;
  readonly onToggle: () => void;
  readonly onChoose: () => void;
}

export function CohortRow(props: CohortRowProps) {
  const { ref, entity, node, index, offset, active, open, chosen, onFocus, onToggle } = props;
  const { item: row, depth, position, siblings } = node;
  const tabIndex = active ? 0 : -1;
  return (
    <div
      ref={ref}
      data-index={index}
      data-item={node.id}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={open}
      aria-selected={chosen ?? undefined}
      tabIndex={tabIndex}
      className={styles.row}
      style={
        {
          transform: `translateY(${offset}px)`,
          "--depth": Math.min(depth, deepest),
        } as React.CSSProperties
      }
      onFocus={onFocus}
    >
      <div className={styles.line}>
        {chosen !== null && (
          <Checkbox
            size="xs"
            aria-label={`Choose ${row.title}`}
            tabIndex={-1}
            checked={chosen}
            disabled={row.restored}
            onChange={props.onChoose}
          />
        )}
        <button
          type="button"
          className={styles.toggle}
          tabIndex={-1}
          aria-label={open ? "Hide its values" : "Show its values"}
          onClick={onToggle}
        >
          <Icon name={open ? "down" : "right"} size={12} />
        </button>
        <span className={`clip ${styles.title}`} title={row.title}>
          {cut(row.title)}
        </span>
        {row.restored && <Mark tone="green">Restored</Mark>}
        <Id value={row.key} what="key" />
        <Link {...timelinePath(entity, row.key)} tabIndex={tabIndex}>
          Timeline
        </Link>
      </div>
      {open && (
        <div className={styles.values}>
          <RecordValues values={row.values} />
        </div>
      )}
    </div>
  );
}

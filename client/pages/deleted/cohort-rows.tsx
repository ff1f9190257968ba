import { useMemo, useRef, useState, useEffect } from "react";
import type { DeletedRow } from "../../../shared/schemas/deleted.ts";
import { api } from "../../api.ts";
import { TableFoot } from "../../table/table-parts.tsx";
import { nextPage, useListQuery } from "../../table/use-list-query.ts";
import { ErrorPanel, SkeletonLines } from "../../ui/panel-states.tsx";
import { useTreeKeys } from "../../ui/use-tree-keys.ts";
import { useVirtualRows } from "../../ui/use-virtual-rows.ts";
import { keyScope } from "../../util/keys.ts";
import { capital } from "../../util/number-words.ts";
import { treeOrder } from "../../util/tree-order.ts";
import { CohortRow } from "./cohort-row.tsx";
import styles from "./cohort-page.module.css";
import { archived, changed, nameOf, type Selection } from "./selection.ts";

const shape = {
  id: ({ key }: DeletedRow) => key,
  parent: ({ parentKey }: DeletedRow) => parentKey,
};

const pageSize = 200;

const age = ({ values: { createdAt } }: DeletedRow): string =>
  typeof createdAt === "string" ? createdAt : "";

/** The server pages by key. What came in one page is read better in the order it was written. */
const byAge = (rows: readonly DeletedRow[]): DeletedRow[] =>
  rows.toSorted((a, b) => (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : 0));

interface CohortRowsProps {
  readonly cohort: string;
  readonly entity: string;
  readonly label: string;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
}

/** One table's deleted rows; replies below what they answered. A row opens to its former state. */
export function CohortRows({ cohort, entity, label, selection, onSelect }: CohortRowsProps) {
  const list = useListQuery(
    api.deleted.rows.infiniteQueryOptions(
      { cohort, entity, limit: pageSize },
      { getNextPageParam: nextPage },
    ),
  );
  const { rows, hasMore } = list;
  const nodes = useMemo(
    () => treeOrder(hasMore || rows.length > pageSize ? rows : byAge(rows), shape),
    [rows, hasMore],
  );
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set<string>());
  const root = useRef<HTMLDivElement>(null);
  const { virtualizer, margin } = useVirtualRows({
    count: nodes.length,
    estimate: 37,
    keyOf: (index) => nodes[index]?.id ?? String(index),
    holder: root,
  });
  const toggle = (id: string) =>
    setOpen((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  /** What hangs on a row is chosen with it. */
  const choose = (id: string) => {
    const at = nodes.findIndex((node) => node.id === id);
    const node = nodes[at];
    if (!selection || !node || node.item.restored) return;
    const rows = nodes
      .slice(at, at + 1 + node.below)
      .filter(({ item }) => !item.restored)
      .map(({ item }) => archived(entity, item));
    onSelect(changed(selection, rows, !selection.has(nameOf(archived(entity, node.item)))));
  };
  const items = useMemo(
    () => nodes.map(({ id, parent }) => ({ id, parent, expanded: open.has(id) })),
    [nodes, open],
  );
  const tree = useTreeKeys({
    root,
    items,
    virtualizer,
    onToggle: toggle,
    more: (id) => ({ " ": () => choose(id) }),
  });

  const last = virtualizer.getVirtualItems().at(-1)?.index ?? 0;
  const near = nodes.length > 0 && last >= nodes.length - 20;
  const { error, loadingMore, more } = list;
  useEffect(() => {
    if (near && hasMore && !error && !loadingMore) more();
  });

  if (error && nodes.length === 0) return <ErrorPanel error={error} retry={list.retry} />;
  if (list.loading) {
    return (
      <div className={styles.section}>
        <SkeletonLines lines={4} />
      </div>
    );
  }
  return (
    <>
      <div
        ref={root}
        role="tree"
        aria-label={`${capital(label)} that were deleted`}
        aria-multiselectable={selection !== null}
        className={styles.tree}
        style={{ height: virtualizer.getTotalSize() }}
        {...keyScope}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const node = nodes[index];
          if (!node) return null;
          return (
            <CohortRow
              key={node.id}
              ref={virtualizer.measureElement}
              entity={entity}
              node={node}
              index={index}
              offset={start - margin}
              active={index === tree.index}
              open={open.has(node.id)}
              chosen={selection ? selection.has(nameOf(archived(entity, node.item))) : null}
              onFocus={() => tree.set(index)}
              onToggle={() => toggle(node.id)}
              onChoose={() => choose(node.id)}
            />
          );
        })}
      </div>
      <TableFoot list={list} />
    </>
  );
}

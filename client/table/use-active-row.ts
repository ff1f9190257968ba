import type { Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useKeys } from "../util/keys.ts";
import type { ListQuery } from "./use-list-query.ts";

interface Options<Row> {
  readonly root: RefObject<HTMLElement | null>;
  readonly rows: readonly { readonly id: string; readonly original: Row }[];
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly openId: string | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly list: ListQuery<Row>;
}

/** The row that j, k and the arrows move and Enter opens; and more rows before they run out. */
export function useActiveRow<Row>({ root, rows, virtualizer, openId, onOpen, list }: Options<Row>) {
  const [activeId, setActiveId] = useState(openId);
  const wish = useRef<string | null>(null);
  const found = rows.findIndex(({ id }) => id === activeId);
  const index = Math.max(0, found);

  const focus = (id: string) => {
    const row = root.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
    row?.focus({ preventScroll: true });
    return row !== null && row !== undefined;
  };
  const go = (to: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, to));
    const row = rows[next];
    if (!row) return;
    setActiveId(row.id);
    virtualizer.scrollToIndex(next);
    if (!focus(row.id)) wish.current = row.id;
  };
  // A row that was off the screen exists only after it was scrolled to.
  useEffect(() => {
    if (wish.current && focus(wish.current)) wish.current = null;
  });

  const hasFocus = () => root.current?.contains(document.activeElement) ?? false;
  const move = (by: number) => go(hasFocus() || found >= 0 ? index + by : 0);
  useKeys(
    {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      Enter: () => {
        const row = rows[index];
        if (row && (hasFocus() || found >= 0)) onOpen?.(row.original);
      },
    },
    root,
  );

  const last = virtualizer.getVirtualItems().at(-1)?.index ?? 0;
  const { hasMore, error, loadingMore, more } = list;
  const near = rows.length > 0 && last >= rows.length - 15;
  useEffect(() => {
    if (near && hasMore && !error && !loadingMore) more();
  });

  return {
    index,
    set(to: number) {
      const row = rows[to];
      if (row) setActiveId(row.id);
    },
  };
}

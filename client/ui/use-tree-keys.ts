import type { Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef, useState } from "react";
import { type KeyMap, useKeys } from "../util/keys.ts";

export interface TreeItem {
  readonly id: string;
  readonly parent: string | null;
  /** Undefined: nothing lies below it. */
  readonly expanded: boolean | undefined;
}

interface Options {
  readonly root: RefObject<HTMLElement | null>;
  /** Those that are visible, in order. */
  readonly items: readonly TreeItem[];
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly onToggle: (id: string) => void;
  readonly firstActive?: string | undefined;
  /** More keys, acting on the active item. */
  readonly more?: (id: string) => KeyMap;
}

/** A tree's keys: up and down, left to collapse or to the parent, right to expand or go in. */
export function useTreeKeys({ root, items, virtualizer, onToggle, firstActive, more }: Options) {
  const [activeId, setActiveId] = useState(firstActive);
  const wish = useRef<string | null>(null);
  const found = items.findIndex(({ id }) => id === activeId);
  const index = Math.max(0, found);
  const item = items[index];

  const focus = (id: string) => {
    const element = root.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"]`);
    element?.focus({ preventScroll: true });
    return element !== null && element !== undefined;
  };
  const go = (to: number) => {
    const next = Math.min(items.length - 1, Math.max(0, to));
    const target = items[next];
    if (!target) return;
    setActiveId(target.id);
    virtualizer.scrollToIndex(next);
    if (!focus(target.id)) wish.current = target.id;
  };
  useEffect(() => {
    if (wish.current && focus(wish.current)) wish.current = null;
  });

  const started = () => found >= 0 || (root.current?.contains(document.activeElement) ?? false);
  const move = (by: number) => go(started() ? index + by : 0);
  const left = () => {
    if (!item) return;
    if (item.expanded) return onToggle(item.id);
    const parent = items.findIndex(({ id }) => id === item.parent);
    if (parent >= 0) go(parent);
  };
  const right = () => {
    if (item?.expanded === undefined) return;
    if (item.expanded) go(index + 1);
    else onToggle(item.id);
  };
  useKeys(
    {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      ArrowLeft: left,
      ArrowRight: right,
      Home: () => go(0),
      End: () => go(items.length - 1),
      Enter: () => item?.expanded !== undefined && onToggle(item.id),
      ...(item && more ? more(item.id) : {}),
    },
    root,
  );
  return {
    index,
    set(to: number) {
      const target = items[to];
      if (target) setActiveId(target.id);
    },
  };
}

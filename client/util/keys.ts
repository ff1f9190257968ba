import { useEffect, useRef } from "react";

const typing = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const above = "[role=dialog], [role=menu], [role=listbox]";
/** Enter and Space on these are theirs, and arrows in a list of tabs are. */
const control = "a, button, input, summary, [role=tab]";

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Single keys, for as long as the component lives. Silent while someone types or something lies
 * above the page. With a `scope`, they go to the one that has the focus, else to the first on
 * the screen in the pane that has it, else to the first of all.
 */
export function useKeys(keys: KeyMap, scope?: React.RefObject<HTMLElement | null>): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = current.current[event.key];
      if (!act || isIn(event.target, typing) || document.querySelector(above)) return;
      if ((event.key === "Enter" || event.key === " ") && isIn(event.target, control)) return;
      if (event.key.startsWith("Arrow") && isIn(event.target, "[role=tablist]")) return;
      if (scope && scope.current !== ownerOf(event.target)) return;
      event.preventDefault();
      act(event);
    };
    // Before anyone else: an Escape that closes a menu must find that menu still open here.
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [scope]);
}

/** Marks what keys can belong to, and a part of the page that holds such. */
export const keyScope = { "data-keys": "" };
export const keyPane = { "data-pane": "" };

function ownerOf(target: EventTarget | null): HTMLElement | null {
  const around = (selector: string) =>
    target instanceof Element ? target.closest<HTMLElement>(selector) : null;
  const scope = around("[data-keys]");
  if (scope) return scope;
  const pane = around("[data-pane]");
  const panes = pane ? [pane] : visible(document, "[data-pane]");
  return panes.flatMap((pane) => visible(pane, "[data-keys]"))[0] ?? null;
}

const visible = (within: ParentNode, selector: string): HTMLElement[] =>
  [...within.querySelectorAll<HTMLElement>(selector)].filter(
    (element) => element.getClientRects().length > 0,
  );

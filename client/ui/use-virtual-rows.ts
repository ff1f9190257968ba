import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";
import { useScrollPane } from "./scroll-pane.tsx";

interface Options {
  readonly count: number;
  readonly estimate: number;
  readonly keyOf: (index: number) => string;
  /** The element that holds the rows: how far down the pane it begins is measured. */
  readonly holder: RefObject<HTMLElement | null>;
  /** Pixels at the top of the pane that a sticky header covers. */
  readonly covered?: number;
  readonly overscan?: number;
}

/** Rows of the nearest scroll pane; only those on the screen are in the document. */
export function useVirtualRows(options: Options): {
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** Where the first row begins, in the pane's pixels. */
  margin: number;
} {
  const { count, estimate, keyOf, holder, covered = 0, overscan = 12 } = options;
  const pane = useScrollPane();
  const [margin, setMargin] = useState(0);

  // Whatever stands above may grow at any time, and the pane's content grows with it.
  useLayoutEffect(() => {
    const measure = () => {
      if (!holder.current || !pane.current) return;
      const top =
        holder.current.getBoundingClientRect().top -
        pane.current.getBoundingClientRect().top +
        pane.current.scrollTop;
      setMargin((old) => (Math.abs(old - top) < 1 ? old : top));
    };
    measure();
    const observer = new ResizeObserver(measure);
    const content = pane.current?.firstElementChild;
    if (content) observer.observe(content);
    return () => observer.disconnect();
  }, [holder, pane]);

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => pane.current,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    scrollMargin: margin,
    scrollPaddingStart: covered,
    overscan,
  });
  return { virtualizer, margin };
}

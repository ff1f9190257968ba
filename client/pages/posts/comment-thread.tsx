import { Button } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DeleteTarget } from "../../ui/destructive/delete-dialog.tsx";
import { Empty, ErrorPanel, SkeletonLines } from "../../ui/panel-states.tsx";
import { useTreeKeys } from "../../ui/use-tree-keys.ts";
import { useVirtualRows } from "../../ui/use-virtual-rows.ts";
import { keyScope } from "../../util/keys.ts";
import { count, number } from "../../util/number-words.ts";
import { visibleNodes } from "../../util/tree-order.ts";
import { CommentItem } from "./comment-item.tsx";
import styles from "./comment-thread.module.css";
import { useThread } from "./use-thread.ts";

const route = getRouteApi("/signed-in/posts/$postId");

interface CommentThreadProps {
  readonly postId: string;
  /** How many there should be, until they have all come. */
  readonly expected: number;
  readonly onDelete: (target: DeleteTarget) => void;
}

/** A post's comments as a tree; thousands stay smooth because only those on the screen exist. */
export function CommentThread({ postId, expected, onDelete }: CommentThreadProps) {
  const { nodes, loading, growing, error, retry } = useThread(postId);
  const { comment: linked } = route.useSearch();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set<string>());
  const root = useRef<HTMLDivElement>(null);
  const visible = useMemo(() => visibleNodes(nodes, collapsed), [nodes, collapsed]);
  const { virtualizer, margin } = useVirtualRows({
    count: visible.length,
    estimate: 68,
    keyOf: (index) => visible[index]?.id ?? String(index),
    holder: root,
    overscan: 8,
  });
  const toggle = (id: string) =>
    setCollapsed((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const items = useMemo(
    () =>
      visible.map(({ id, parent, children }) => ({
        id,
        parent,
        expanded: children === 0 ? undefined : !collapsed.has(id),
      })),
    [visible, collapsed],
  );
  const tree = useTreeKeys({
    root,
    items,
    virtualizer,
    onToggle: toggle,
    firstActive: linked,
  });

  // Once: the reader may then go where they like.
  const arrived = useRef(false);
  const place = visible.findIndex(({ id }) => id === linked);
  useEffect(() => {
    if (arrived.current || place < 0) return;
    arrived.current = true;
    virtualizer.scrollToIndex(place, { align: "center" });
  }, [place, virtualizer]);

  if (error && nodes.length === 0) return <ErrorPanel error={error} retry={retry} />;
  if (loading) {
    return (
      <div className={styles.loading}>
        <SkeletonLines lines={6} height={44} />
      </div>
    );
  }
  if (nodes.length === 0) {
    return <Empty title="No comments">Nobody has answered, or the comments were deleted.</Empty>;
  }
  const parents = nodes.filter(({ children }) => children > 0).map(({ id }) => id);
  return (
    <>
      <div className={styles.tools}>
        <span className="dim small number" role="status">
          {growing
            ? `${number(nodes.length)} of ${number(expected)} loaded`
            : count(nodes.length, "comment")}
        </span>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => setCollapsed(new Set(parents))}
          disabled={parents.length === 0}
        >
          Collapse all
        </Button>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => setCollapsed(new Set())}
          disabled={collapsed.size === 0}
        >
          Expand all
        </Button>
      </div>
      {error ? <ErrorPanel error={error} retry={retry} /> : null}
      <div
        ref={root}
        role="tree"
        aria-label="Comments"
        className={styles.tree}
        style={{ height: virtualizer.getTotalSize() }}
        {...keyScope}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const node = visible[index];
          return (
            node && (
              <CommentItem
                key={node.id}
                ref={virtualizer.measureElement}
                node={node}
                index={index}
                offset={start - margin}
                active={index === tree.index}
                linked={node.id === linked}
                collapsed={collapsed.has(node.id)}
                onFocus={() => tree.set(index)}
                onToggle={() => toggle(node.id)}
                onDelete={onDelete}
              />
            )
          );
        })}
      </div>
    </>
  );
}

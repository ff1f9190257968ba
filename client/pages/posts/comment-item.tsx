import { Link } from "@tanstack/react-router";
import type { Ref } from "react";
import type { DeleteTarget } from "../../ui/destructive/delete-dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PersonLink } from "../../ui/person.tsx";
import { Time } from "../../ui/time.tsx";
import { count } from "../../util/number-words.ts";
import { timelinePath } from "../../util/paths.ts";
import { useCan } from "../../util/session.ts";
import styles from "./comment-thread.module.css";
import type { ThreadNode } from "./use-thread.ts";

/** Deeper replies are not pushed further to the right; their level is still told. */
const deepest = 12;

interface CommentItemProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly node: ThreadNode;
  readonly index: number;
  /** Pixels from the tree's top. */
  readonly offset: number;
  readonly active: boolean;
  /** The one that the URL names. */
  readonly linked: boolean;
  readonly collapsed: boolean;
  readonly onFocus: () => void;
  readonly onToggle: () => void;
  readonly onDelete: (target: DeleteTarget) => void;
}

export function CommentItem(props: CommentItemProps) {
  const { ref, node, index, offset, active, linked, collapsed, onFocus, onToggle, onDelete } =
    props;
  const { item: comment, depth, children, below, position, siblings } = node;
  const can = useCan();
  const tabIndex = active ? 0 : -1;
  return (
    <div
      ref={ref}
      data-index={index}
      data-item={comment.id}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={children > 0 ? !collapsed : undefined}
      aria-selected={linked}
      tabIndex={tabIndex}
      className={styles.item}
      style={
        {
          transform: `translateY(${offset}px)`,
          "--depth": Math.min(depth, deepest),
        } as React.CSSProperties
      }
      onFocus={onFocus}
    >
      <div className={styles.gutter}>
        {children > 0 && (
          <button
            type="button"
            className={styles.toggle}
            tabIndex={-1}
            aria-label={collapsed ? "Expand the replies" : "Collapse the replies"}
            onClick={onToggle}
          >
            <Icon name={collapsed ? "right" : "down"} size={12} />
          </button>
        )}
      </div>
      <div className={styles.body}>
        <div className={styles.line}>
          <PersonLink person={comment.author} tabIndex={tabIndex} />
          <Time at={comment.createdAt} />
          {comment.reactions > 0 && <span>{count(comment.reactions, "reaction")}</span>}
          {depth > deepest && <span>level {depth + 1}</span>}
          {collapsed && <span>{count(below, "reply", "replies")} hidden</span>}
          <span className={styles.acts}>
            <Link {...timelinePath("comments", comment.id)} tabIndex={tabIndex}>
              Timeline
            </Link>
            {can("content.delete") && (
              <button
                type="button"
                className={styles.delete}
                tabIndex={tabIndex}
                onClick={() => onDelete({ entity: "comments", key: comment.id })}
              >
                Delete…
              </button>
            )}
          </span>
        </div>
        <p className={styles.text}>{comment.content}</p>
      </div>
    </div>
  );
}

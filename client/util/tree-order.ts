export interface TreeNode<Item> {
  readonly item: Item;
  readonly id: string;
  readonly depth: number;
  readonly parent: string | null;
  /** Directly below. */
  readonly children: number;
  /** All that lies below. */
  readonly below: number;
  /** Among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
}

interface Shape<Item> {
  readonly id: (item: Item) => string;
  readonly parent: (item: Item) => string | null | undefined;
}

/**
 * Items in reading order, each before what lies below it, siblings in the order given. One whose
 * parent is not among them (it may come with a later page) stands at the top.
 */
export function treeOrder<Item>(items: readonly Item[], shape: Shape<Item>): TreeNode<Item>[] {
  const present = new Set(items.map(shape.id));
  const children = new Map<string | null, Item[]>();
  for (const item of items) {
    const wanted = shape.parent(item);
    const parent = wanted && wanted !== shape.id(item) && present.has(wanted) ? wanted : null;
    const list = children.get(parent);
    if (list) list.push(item);
    else children.set(parent, [item]);
  }
  const nodes: TreeNode<Item>[] = [];
  const stack: TreeNode<Item>[] = [];
  const push = (parent: string | null, depth: number) => {
    const list = children.get(parent) ?? [];
    for (let index = list.length - 1; index >= 0; index--) {
      const item = list[index];
      if (item === undefined) continue;
      const id = shape.id(item);
      const direct = children.get(id)?.length ?? 0;
      const place = { position: index + 1, siblings: list.length };
      stack.push({ item, id, depth, parent, children: direct, below: 0, ...place });
    }
  };
  push(null, 0);
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes.push(node);
    push(node.id, node.depth + 1);
  }
  return withBelow(nodes);
}

/** From the last to the first, everything below an item has been counted before the item is. */
function withBelow<Item>(nodes: TreeNode<Item>[]): TreeNode<Item>[] {
  const below = new Map<string, number>();
  for (const { id, parent } of nodes.toReversed()) {
    if (parent !== null) below.set(parent, (below.get(parent) ?? 0) + 1 + (below.get(id) ?? 0));
  }
  return nodes.map((node) => ({ ...node, below: below.get(node.id) ?? 0 }));
}

/** Without what lies below a collapsed item. */
export function visibleNodes<Item>(
  nodes: readonly TreeNode<Item>[],
  collapsed: ReadonlySet<string>,
): TreeNode<Item>[] {
  const visible: TreeNode<Item>[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    if (node.depth > hiddenBelow) continue;
    hiddenBelow = Number.POSITIVE_INFINITY;
    visible.push(node);
    if (collapsed.has(node.id)) hiddenBelow = node.depth;
  }
  return visible;
}

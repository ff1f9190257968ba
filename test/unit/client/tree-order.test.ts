import fc from "fast-check";
import { expect, test } from "vitest";
import { treeOrder, visibleNodes } from "../../../client/util/tree-order.ts";

interface Item {
  readonly id: string;
  readonly parent: string | null;
}

const shape = { id: ({ id }: Item) => id, parent: ({ parent }: Item) => parent };
const item = (id: string, parent: string | null = null): Item => ({ id, parent });

test("each item stands before what lies below it, siblings in the order given", () => {
  const nodes = treeOrder(
    [item("a"), item("b"), item("a1", "a"), item("a11", "a1"), item("a2", "a")],
    shape,
  );
  expect(
    nodes.map(({ id, depth, below, position, siblings }) => [id, depth, below, position, siblings]),
  ).toEqual([
    ["a", 0, 3, 1, 2],
    ["a1", 1, 1, 1, 2],
    ["a11", 2, 0, 1, 1],
    ["a2", 1, 0, 2, 2],
    ["b", 0, 0, 2, 2],
  ]);
});

test("an item whose parent is not there, or is itself, stands at the top", () => {
  const nodes = treeOrder([item("a", "elsewhere"), item("b", "b")], shape);
  expect(nodes.map(({ id, depth }) => [id, depth])).toEqual([
    ["a", 0],
    ["b", 0],
  ]);
});

test("whatever the order in which they come, none is lost and none comes twice", () => {
  const trees = fc
    .array(fc.nat(), { minLength: 1, maxLength: 60 })
    .map((parents) =>
      parents.map((p, index) => item(String(index), index === 0 ? null : String(p % index))),
    )
    .chain((items) => fc.shuffledSubarray(items, { minLength: items.length }));
  fc.assert(
    fc.property(trees, (items) => {
      const nodes = treeOrder(items, shape);
      expect(nodes.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort());
      const below = nodes
        .filter(({ depth }) => depth === 0)
        .reduce((sum, node) => sum + 1 + node.below, 0);
      expect(below).toBe(items.length);
    }),
  );
});

test("a collapsed item stays and what lies below it goes", () => {
  const nodes = treeOrder([item("a"), item("a1", "a"), item("a11", "a1"), item("b")], shape);
  const shown = (...collapsed: string[]) =>
    visibleNodes(nodes, new Set(collapsed)).map(({ id }) => id);
  expect(shown()).toEqual(["a", "a1", "a11", "b"]);
  expect(shown("a1")).toEqual(["a", "a1", "b"]);
  expect(shown("a", "a1")).toEqual(["a", "b"]);
});

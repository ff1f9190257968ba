export interface DiffPart {
  readonly kind: "same" | "gone" | "new";
  readonly text: string;
}

const maxWords = 1_500;

/** Word by word, by the longest common run of words; null when the texts are too long for that. */
export function wordDiff(before: string, after: string): DiffPart[] | null {
  const a = before.split(/(\s+)/).filter((word) => word !== "");
  const b = after.split(/(\s+)/).filter((word) => word !== "");
  if (a.length > maxWords || b.length > maxWords) return null;
  const table = commonLengths(a, b);
  const parts: DiffPart[] = [];
  const push = (kind: DiffPart["kind"], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
    else parts.push({ kind, text });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      push("same", left);
      i++;
      j++;
    } else if (
      right === undefined ||
      (left !== undefined && at(table, i + 1, j) >= at(table, i, j + 1))
    ) {
      push("gone", left ?? "");
      i++;
    } else {
      push("new", right);
      j++;
    }
  }
  return parts;
}

const at = (table: Uint16Array[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** `table[i][j]`: how much of a from i and b from j is common. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i];
    if (!row) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] =
        a[i] === b[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

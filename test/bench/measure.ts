/** Numbers of a benchmark: both sides in one run, interleaved, medians. */

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Nearest rank; `share` from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs every side once a round, in turn, so that a drift of the machine's speed meets all alike. */
export async function interleave<Side extends string>(
  rounds: number,
  sides: Record<Side, () => Promise<number>>,
): Promise<Record<Side, number[]>> {
  const names = Object.keys(sides) as Side[];
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Side,
    number[]
  >;
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      results[name].push(await sides[name]());
    }
  }
  return results;
}

/** One line a figure, in the one form that a reader of logs may look for. */
export function report(name: string, value: number, goal?: string): void {
  const text = value >= 100 ? value.toFixed(1) : value.toFixed(2);
  console.log(`${name}: ${text}${goal ? ` (goal ${goal})` : ""}`);
}

import { count } from "../progress.ts";
import { homelessFields } from "./homeless.ts";
import type { LoadSummary } from "./load-ldbc.ts";

/** What a load has done, line by line, and what of the data set has no home yet. */
export function describeLoad(summary: LoadSummary, seconds: number): string[] {
  const added = summary.loaded.reduce((sum, one) => sum + one.added, 0);
  const kept = summary.loaded.reduce((sum, one) => sum + one.kept, 0);
  const leftDeleted = summary.loaded.reduce((sum, one) => sum + one.leftDeleted, 0);
  const rate = Math.round((added + kept) / Math.max(seconds, 0.001));
  const lines = summary.loaded.map(
    (one) =>
      `  ${count(one.added).padStart(10)} new ${count(one.kept).padStart(10)} there before  ${one.label}`,
  );
  const head =
    added === 0
      ? "Nothing new: everything was there before, and nothing was changed."
      : `Loaded ${count(added)} rows in ${seconds.toFixed(1)} s (${count(rate)} rows/s), as load:ldbc, transaction ${summary.transaction}.`;
  if (leftDeleted > 0) {
    lines.push(
      `  ${count(leftDeleted).padStart(10)} rows stay deleted: they were deleted since an earlier load`,
    );
  }
  return [
    head,
    ...lines,
    "No home yet for:",
    ...summary.homeless
      .filter(({ rows }) => rows > 0)
      .map(({ label, rows }) => `  ${count(rows).padStart(10)} ${label}`),
    `  and for ${homelessFields}.`,
  ];
}

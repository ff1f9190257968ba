import type { Cohort } from "../../../shared/schemas/deleted.ts";
import { Mark } from "../../ui/mark.tsx";
import { number } from "../../util/number-words.ts";

/** How much of a deletion is back. In a list of deletions that one is deleted needs no colour. */
export function RestoredMark({ cohort: { restored, total } }: { cohort: Cohort }) {
  if (restored === 0) return <Mark>Deleted</Mark>;
  if (restored >= total) return <Mark tone="green">Restored</Mark>;
  return (
    <Mark tone="amber">
      {number(restored)} of {number(total)} back
    </Mark>
  );
}

import type { Cohort } from "../../../shared/schemas/deleted.ts";
import { Mark } from "../../ui/mark.tsx";
import { number } from "../../util/number-words.ts";

/** How much of a deletion is back. */
export function RestoredMark({ cohort: { restored, total } }: { cohort: Cohort }) {
  if (restored === 0) return <Mark tone="red">Deleted</Mark>;
  if (restored >= total) return <Mark tone="green">Restored</Mark>;
  return (
    <Mark tone="amber">
      {number(restored)} of {number(total)} back
    </Mark>
  );
}

import { Button } from "@mantine/core";
import type { Count } from "../../shared/schemas/fields.ts";
import { countWords } from "../util/number-words.ts";

interface ListCountProps {
  readonly count: Count | undefined;
  readonly loading: boolean;
  readonly failed: boolean;
  /** Asks for the exact number, which may take a while. */
  readonly onExact: () => void;
}

/** How many rows the filters find: an estimate says so, and is made exact by a click. */
export function ListCount({ count, loading, failed, onExact }: ListCountProps) {
  return (
    <span className="dim number" role="status">
      {count ? countWords(count) : failed ? "not counted" : "counting"}
      {((count && !count.exact) || (failed && !count)) && (
        <>
          {" "}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={onExact}
            loading={loading}
            title="Counts every row, which may take up to 30 s"
          >
            Count exactly
          </Button>
        </>
      )}
    </span>
  );
}

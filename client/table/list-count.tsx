import { Button } from "@mantine/core";
import { type QueryKey, useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { useState } from "react";
import type { Count } from "../../shared/schemas/fields.ts";
import { countWords } from "../util/number-words.ts";

interface ListCountProps<Failure, Key extends QueryKey> {
  readonly query: (exact: boolean) => UseQueryOptions<Count, Failure, Count, Key>;
}

/**
 * How many rows the filters find. An estimate says so and is made exact by a click; where that
 * takes too long, the estimate stays. Give it the filters as its key.
 */
export function ListCount<Failure, Key extends QueryKey>({ query }: ListCountProps<Failure, Key>) {
  const [asked, setAsked] = useState(false);
  const first = useQuery(query(false));
  const exact = useQuery({ ...query(true), enabled: asked });
  const count = exact.data ?? first.data;
  const words = count ? countWords(count) : first.isError ? "not counted" : "counting";
  const offersExact = count ? !count.exact : first.isError;
  return (
    <span className="dim number" role="status">
      {words}
      {exact.isError && ", too many to count now"}
      {offersExact && (
        <>
          {" "}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => (asked ? void exact.refetch() : setAsked(true))}
            loading={exact.isFetching}
            title="Counts every row, which may take up to 30 s"
          >
            Count exactly
          </Button>
        </>
      )}
    </span>
  );
}

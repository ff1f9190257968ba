import { exact, relative } from "../util/time-words.ts";
import { useNow } from "../util/use-now.ts";

interface TimeProps {
  /** ISO text. */
  readonly at: string;
  /** In evidence the exact time comes first, and how long ago that is on hover. */
  readonly evidence?: boolean;
}

/** A moment: "3 h ago", and exactly, with its zone, on hover. */
export function Time({ at, evidence = false }: TimeProps) {
  const now = useNow();
  const ago = relative(at, now);
  return (
    <time
      dateTime={at}
      title={evidence ? `${exact(at)}, ${ago}` : exact(at)}
      className={evidence ? "mono" : "number"}
    >
      {evidence ? exact(at, { zone: false }) : ago}
    </time>
  );
}

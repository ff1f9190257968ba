import { stripVTControlCharacters } from "node:util";

export const count = (value: number): string => value.toLocaleString("en-US");

export interface Progress {
  /** What is being done now. */
  say(what: string): void;
  /** So much more of the total is done. */
  advance(amount: number): void;
  rows(more: number): void;
  /** The last line; the bar is gone then. */
  end(): void;
}

const width = 24;

/**
 * How far a long command is: one line that is drawn anew on a terminal; elsewhere a line each time
 * something else begins.
 */
export function showProgress(total: number, output: NodeJS.WriteStream): Progress {
  const start = performance.now();
  let done = 0;
  let rows = 0;
  let what = "";
  const line = () => {
    const share = total > 0 ? Math.min(1, done / total) : 1;
    const full = Math.round(share * width);
    const bar = "#".repeat(full) + "-".repeat(width - full);
    const seconds = (performance.now() - start) / 1000;
    return `[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${count(rows)} rows  ${seconds.toFixed(0)} s  ${what}`;
  };
  const draw = () => {
    const text = stripVTControlCharacters(line()).slice(0, Math.max(20, output.columns - 1));
    output.write(`\r${text}\u001b[K`);
  };
  const timer = output.isTTY ? setInterval(draw, 200) : undefined;
  timer?.unref();
  return {
    say(next) {
      what = next;
      if (output.isTTY) draw();
      else output.write(`${line()}\n`);
    },
    advance(amount) {
      done += amount;
    },
    rows(more) {
      rows += more;
    },
    end() {
      clearInterval(timer);
      if (output.isTTY) output.write("\r\u001b[K");
    },
  };
}

/** For whoever does not watch. */
export const noProgress = (): Progress => ({
  say() {},
  advance() {},
  rows() {},
  end() {},
});

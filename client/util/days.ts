/** Days as the reader's calendar has them; the server knows moments. */

export const ranges = ["today", "24h", "7d", "30d"] as const;
export type Range = (typeof ranges)[number];

export const rangeWords: Record<Range, string> = {
  today: "Today",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

const hour = 3_600_000;

function midnight(day: string, plusDays = 0): Date | undefined {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + plusDays);
}

/** The first moment of a day in the reader's zone. */
export const fromDay = (day: string | undefined): string | undefined =>
  day === undefined ? undefined : midnight(day)?.toISOString();

/** The first moment after a day: lists take their end as not included. */
export const toDay = (day: string | undefined): string | undefined =>
  day === undefined ? undefined : midnight(day, 1)?.toISOString();

/** Where a range begins. Cut to the minute, so that the question stays the same for a while. */
export function rangeStart(range: Range, now = new Date()): string {
  if (range === "today") {
    return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
  }
  const hours = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24 }[range];
  const start = new Date(now.getTime() - hours * hour);
  start.setSeconds(0, 0);
  return start.toISOString();
}

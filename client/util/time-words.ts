const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const monthName = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric" });
const zoneName = new Intl.DateTimeFormat("en-GB", { timeZoneName: "short" });

/** "3 h ago" up to a week, then the day. */
export function relative(iso: string, now: number): string {
  const time = Date.parse(iso);
  const past = now - time;
  const distance = Math.abs(past);
  // The clock here moves in steps, and the server's may be a little ahead of it.
  if (distance < 45 * second || (past < 0 && distance < 2 * minute)) return "just now";
  const words = (amount: number, unit: string) =>
    past >= 0 ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
  if (distance < hour) return words(Math.max(1, Math.round(distance / minute)), "min");
  if (distance < day) return words(Math.round(distance / hour), "h");
  if (distance < 7 * day) return words(Math.round(distance / day), "d");
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? shortDay : longDay).format(time);
}

export const dayOf = (iso: string): string => longDay.format(Date.parse(iso));

const two = (value: number) => String(value).padStart(2, "0");

/** "2026-03-01 14:05:09 CET": to the second, in the reader's zone, which it names. */
export function exact(iso: string, options: { zone?: boolean } = {}): string {
  const time = new Date(iso);
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return options.zone === false ? `${date} ${clock}` : `${date} ${clock} ${zoneOf(time)}`;
}

function zoneOf(time: Date): string {
  const part = zoneName.formatToParts(time).find(({ type }) => type === "timeZoneName");
  return part?.value ?? "";
}

export const monthOf = (iso: string): string => monthName.format(Date.parse(iso));

/** "1.4 s", "2 min 5 s". */
export function duration(from: string, to: string): string {
  const milliseconds = Math.max(0, Date.parse(to) - Date.parse(from));
  if (milliseconds < minute) return `${(milliseconds / second).toFixed(1)} s`;
  return `${Math.floor(milliseconds / minute)} min ${Math.round((milliseconds % minute) / second)} s`;
}

const plain = new Intl.NumberFormat("en-GB");
// American: in British English a million is a small m.
const compact = new Intl.NumberFormat("en-US", {
  notation: "compact",
  maximumSignificantDigits: 2,
});

/** "12,345" */
export const number = (value: number): string => plain.format(value);

/** "1 row", "14 rows"; give the plural where it is not an added s. */
export const count = (value: number, one: string, many = `${one}s`): string =>
  `${plain.format(value)} ${value === 1 ? one : many}`;

/** "about 1.2M" for an estimate; what was counted, to the last one. */
export const countWords = ({ count: value, exact }: { count: number; exact: boolean }): string =>
  exact ? plain.format(value) : `about ${compact.format(value)}`;

/** "posts, comments and reactions" */
export const listWords = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;

/** Shortened in the middle: both ends of an id tell it apart. */
export const shorten = (id: string, start = 8, end = 4): string =>
  id.length <= start + end + 1 ? id : `${id.slice(0, start)}…${id.slice(-end)}`;

/** A record's title. The server cuts titles at 80 characters. */
export const cut = (title: string): string => (title.length >= 80 ? `${title.trimEnd()}…` : title);

export const quoted = (title: string): string => `“${cut(title)}”`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

import { day } from "../demo/world.ts";
import type { Settings } from "../state.ts";
import { mix, mixedId, unit } from "./mix.ts";

/** What a number of people brings with it. */
const postsAPerson = 10;
const blogsAPerson = 0.2;
const ticketsAPerson = 0.2;
/** Who was there before the log begins. */
const firstShare = 0.3;
const period = 365 * day;
const peopleASlice = 2_500;

/** Numbers from `from` up to but without `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One stretch of the year: what it brings refers to itself and to what is older. */
export interface Slice {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly people: Range;
  /** How many people were there when it began; in the first, all of its own. */
  readonly known: number;
  readonly posts: Range;
  readonly blogs: Range;
  readonly tickets: Range;
}

export const kinds = {
  person: 1,
  post: 2,
  comment: 3,
  reaction: 4,
  friendship: 5,
  request: 6,
  follow: 7,
  block: 8,
  blog: 9,
  media: 10,
  ticket: 11,
  message: 12,
} as const;
export type Kind = keyof typeof kinds;

export class Scale {
  readonly settings: Settings;
  readonly slices: readonly Slice[];

  constructor(settings: Settings) {
    this.settings = settings;
    const number = Math.max(8, Math.ceil(settings.users / peopleASlice));
    const start = settings.until - period;
    this.slices = Array.from({ length: number }, (_, index) => {
      const share = (total: number): Range => ({
        from: Math.floor((total * index) / number),
        to: Math.floor((total * (index + 1)) / number),
      });
      const peopleAt = (slices: number) =>
        Math.floor(
          settings.users * (firstShare + ((1 - firstShare) * (slices - 1)) / (number - 1)),
        );
      const people = { from: index === 0 ? 0 : peopleAt(index), to: peopleAt(index + 1) };
      return {
        index,
        start: start + (period * index) / number,
        end: start + (period * (index + 1)) / number,
        people,
        known: index === 0 ? people.to : people.from,
        posts: share(settings.users * postsAPerson),
        blogs: share(Math.floor(settings.users * blogsAPerson)),
        tickets: share(Math.floor(settings.users * ticketsAPerson)),
      };
    });
  }

  id(kind: Kind, number: number, part = 0): string {
    return mixedId(this.settings.seed, kinds[kind], number, part);
  }

  /** From 0, below 1, for one purpose of one row. */
  unit(kind: Kind, number: number, purpose: number): number {
    return unit(this.settings.seed * 64 + kinds[kind], number, purpose);
  }

  pick<Value>(list: readonly Value[], kind: Kind, number: number, purpose: number): Value {
    const value = list[mix(this.settings.seed * 64 + kinds[kind], number, purpose) % list.length];
    if (value === undefined) throw new Error("There is nothing to pick from");
    return value;
  }

  /** One of the first `known` people, the older the likelier: they have the most of everything. */
  personOf(known: number, kind: Kind, number: number, purpose: number): number {
    return Math.floor(known * this.unit(kind, number, purpose) ** 1.7);
  }

  postTime(slice: Slice, post: number): number {
    const { from, to } = slice.posts;
    return Math.floor(
      slice.start + ((slice.end - slice.start) * 0.95 * (post - from)) / (to - from),
    );
  }
}

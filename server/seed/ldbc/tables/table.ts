import type pg from "pg";
import { stableId } from "../../stable-id.ts";
import type { LdbcFile, Part } from "../data-set.ts";
import type { Fields } from "../fields.ts";

/** A file that is copied line by line into a table of schema `jobs` before it is merged. */
export interface StagedFile extends LdbcFile {
  readonly table: string;
  /** Name and SQL type of the columns, in the order in which `stage` gives their values. */
  readonly columns: Readonly<Record<string, string>>;
  stage(fields: Fields): readonly (string | null)[];
}

/** A column that must point at a row which is there. */
export interface Reference {
  /** Of the merge's rows. */
  readonly column: string;
  /** Index of the field that it comes from. */
  readonly field: number;
  /** Where the row has to be: its `id` is compared. */
  readonly to: string;
  /** What it has to be, for the message: `a person of dynamic/person`. */
  readonly what: string;
}

export interface Merge {
  /** By its name in the registry. */
  readonly entity: string;
  /** For the summary: `people`. */
  readonly label: string;
  readonly from: StagedFile;
  /** SQL that gives the entity's columns of `into`, and the line's `part` and `line`. */
  readonly rows: string;
  readonly into: readonly string[];
  readonly references: readonly Reference[];
  /**
   * Whether each line is a thing with an id of its own, so that a second one is an error; else a
   * line states a fact (a likes b) that may well be stated twice or be there already.
   */
  readonly ownIds: boolean;
  /** What it means when a new row does not go in: something else of it is unique too. */
  readonly clash?: { readonly field: number; readonly problem: string };
  /** Runs when the files are staged and no line of `from` is there twice. */
  prepare?(client: pg.ClientBase, broken: Broken): Promise<void>;
}

/** Where a staged row comes from; `line` is a bigint and so arrives as text. */
export interface StagedLine {
  readonly part: number;
  readonly line: string;
}

/** Throws a BrokenLine about one field of a staged line; `problem` gets what the field holds. */
export type Broken = (
  file: StagedFile,
  line: StagedLine,
  field: number,
  problem: (value: string) => string,
) => Promise<never>;

/** What is read together: the files are staged in order, then merged in order. */
export interface LdbcTable {
  readonly files: readonly StagedFile[];
  readonly merges: readonly Merge[];
  /** What of the staged rows has no home yet: `rows` is SQL that counts it. */
  readonly homeless?: { readonly label: string; readonly rows: string };
}

export interface Homeless {
  readonly label: string;
  readonly rows: number;
}

export interface Staged {
  readonly parts: readonly Part[];
  readonly rows: number;
}

/** The UUID of a thing of the data set: the same at each load. */
export const ldbcId = (kind: string, id: string): string => stableId(`ldbc:${kind}:${id}`);

export const person = (id: string): string => ldbcId("person", id);

export const toPerson = (column: string, field: number): Reference => ({
  column,
  field,
  to: "public.users",
  what: "a person of dynamic/person",
});

export const toTag = (column: string, field: number): Reference => ({
  column,
  field,
  to: "public.hashtags",
  what: "a tag of static/tag",
});

export const toPost = (column: string, field: number): Reference => ({
  column,
  field,
  to: "public.posts",
  what: "a post of dynamic/post",
});

export const toForum = (column: string, field: number): Reference => ({
  column,
  field,
  to: "public.blogs",
  what: "a forum of dynamic/forum",
});

import type { ReactNode } from "react";

/** A column as pages write it; `DataTable` makes TanStack Table's own of it. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** A grid track: "120px", "minmax(160px, 2fr)". */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "right";
  /** The list sorts by this property. */
  readonly sort?: string;
  /** Also shown when the list stands beside an open record. */
  readonly keep?: boolean;
}

/** "-createdAt" is newest first. */
export interface Sorting {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export const nextSort = (current: string, property: string): string =>
  current === property ? `-${property}` : property;

export const sortOf = <By extends string>(
  value: By | `-${By}` | undefined,
): { by: By; direction: "asc" | "desc" } | undefined => {
  if (value === undefined) return undefined;
  return value.startsWith("-")
    ? { by: value.slice(1) as By, direction: "desc" }
    : { by: value as By, direction: "asc" };
};

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Named<Name extends string> {
  readonly name: Name;
  /** "Created from" */
  readonly label: string;
}

/** One filter of a list; its value lives in the URL under its name. */
export type Filter<Name extends string = string> =
  | (Named<Name> & { readonly kind: "choice"; readonly choices: readonly Choice[] })
  | (Named<Name> & { readonly kind: "text"; readonly hint?: string; readonly mono?: boolean })
  | (Named<Name> & { readonly kind: "day" })
  | (Named<Name> & { readonly kind: "flag" });

export type FilterValues<Name extends string = string> = {
  readonly [Key in Name]?: string | undefined;
};

/** What a chip says after the filter's name. */
export function valueWords(filter: Filter, value: string): string | undefined {
  switch (filter.kind) {
    case "choice":
      return filter.choices.find((choice) => choice.value === value)?.label ?? value;
    case "text":
    case "day":
      return value;
    case "flag":
      return undefined;
  }
}

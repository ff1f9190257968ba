import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../ui/icon.tsx";
import { useKeys } from "../util/keys.ts";
import { shorten } from "../util/number-words.ts";
import styles from "./filter-bar.module.css";
import { FilterField } from "./filter-field.tsx";
import { type Filter, type FilterValues, valueWords } from "./filters.ts";

interface FilterBarProps<Name extends string> {
  readonly filters: readonly Filter<Name>[];
  readonly values: FilterValues<Name>;
  readonly onChange: (patch: FilterValues<Name>) => void;
}

/** The filters that are set, as chips, and a sheet to set them. "f" opens it. */
export function FilterBar<Name extends string>({
  filters,
  values,
  onChange,
}: FilterBarProps<Name>) {
  const [open, setOpen] = useState(false);
  useKeys({ f: () => setOpen(true) });
  const set = filters.filter(({ name }) => values[name] !== undefined);
  const change = (name: Name, value: string | undefined) =>
    onChange({ [name]: value } as FilterValues<Name>);
  return (
    <div className={styles.bar}>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        width={300}
      >
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<Icon name="filter" />}
            onClick={() => setOpen((old) => !old)}
            title="Filter (f)"
          >
            Filter
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={styles.sheet}>
            {filters.map((filter) => (
              <FilterField
                key={filter.name}
                filter={filter}
                value={values[filter.name]}
                onChange={(value) => change(filter.name, value)}
              />
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      {set.length > 0 && (
        <ul className={styles.chips} aria-label="Filters that are set">
          {set.map((filter) => (
            <Chip
              key={filter.name}
              filter={filter}
              value={values[filter.name] ?? ""}
              onRemove={() => change(filter.name, undefined)}
            />
          ))}
          {set.length > 1 && (
            <li>
              <Button
                variant="subtle"
                size="compact-xs"
                onClick={() =>
                  onChange(
                    Object.fromEntries(
                      set.map(({ name }) => [name, undefined]),
                    ) as FilterValues<Name>,
                  )
                }
              >
                Clear all
              </Button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

interface ChipProps {
  readonly filter: Filter;
  readonly value: string;
  readonly onRemove: () => void;
}

function Chip({ filter, value, onRemove }: ChipProps) {
  const words = valueWords(filter, value);
  const short = words && filter.kind === "text" ? shorten(words, 10, 6) : words;
  return (
    <li className={styles.chip} title={words}>
      <span>
        {filter.label}
        {short !== undefined && (
          <>
            {" "}
            <strong className={filter.kind === "text" && filter.mono ? "mono" : undefined}>
              {short}
            </strong>
          </>
        )}
      </span>
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove the filter ${filter.label}${words ? ` ${words}` : ""}`}
        onClick={onRemove}
      >
        <Icon name="close" size={12} />
      </button>
    </li>
  );
}

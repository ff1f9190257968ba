import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useState } from "react";
import type { Filter } from "./filters.ts";

interface FilterFieldProps {
  readonly filter: Filter;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** The control of one filter. What is chosen counts at once; what is typed, on Enter or on leaving. */
export function FilterField({ filter, value, onChange }: FilterFieldProps) {
  const { label } = filter;
  switch (filter.kind) {
    case "choice":
      return (
        <NativeSelect
          size="xs"
          label={label}
          value={value ?? ""}
          data={[{ value: "", label: "Any" }, ...filter.choices]}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case "day":
      return (
        <DateInput
          size="xs"
          label={label}
          placeholder="2026-03-01"
          valueFormat="YYYY-MM-DD"
          clearable
          clearButtonProps={{ "aria-label": `Clear ${label}` }}
          value={value ?? null}
          onChange={(day) => onChange(day ?? undefined)}
          popoverProps={{ withinPortal: false }}
        />
      );
    case "flag":
      return (
        <Switch
          size="xs"
          label={label}
          checked={value !== undefined}
          onChange={(event) => onChange(event.currentTarget.checked ? "1" : undefined)}
        />
      );
    case "text":
      return <TextFilter key={value} filter={filter} value={value} onChange={onChange} />;
  }
}

function TextFilter({
  filter,
  value,
  onChange,
}: FilterFieldProps & { filter: Extract<Filter, { kind: "text" }> }) {
  const [text, setText] = useState(value ?? "");
  const tell = () => {
    const next = text.trim() || undefined;
    if (next !== value) onChange(next);
  };
  return (
    <TextInput
      size="xs"
      label={filter.label}
      placeholder={filter.hint}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={tell}
      onKeyDown={(event) => event.key === "Enter" && tell()}
    />
  );
}

import { Kbd, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { Icon } from "../ui/icon.tsx";
import { useKeys } from "../util/keys.ts";

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** "/" goes there; Escape empties it, then leaves it. */
export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const said = useRef(value);
  const tell = useDebouncedCallback((next: string) => {
    said.current = next;
    onChange(next);
  }, 200);
  // The URL changed by other means: back, a chip, a link.
  useEffect(() => {
    if (value === said.current) return;
    said.current = value;
    setText(value);
  }, [value]);
  useKeys({ "/": () => input.current?.select() });
  const set = (next: string) => {
    setText(next);
    tell(next);
  };
  return (
    <TextInput
      ref={input}
      type="search"
      size="xs"
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" />}
      rightSection={text === "" ? <Kbd size="xs">/</Kbd> : undefined}
      value={text}
      onChange={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        if (text === "") input.current?.blur();
        else set("");
      }}
    />
  );
}

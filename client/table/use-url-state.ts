import { useNavigate } from "@tanstack/react-router";
import type { FilterValues } from "./filters.ts";

/** Writes list state to the URL, of whatever route is open: a record beside the list stays. */
export function useUrlState(): (patch: FilterValues) => void {
  const navigate = useNavigate();
  return (patch) =>
    void navigate({ to: ".", search: (old: object) => ({ ...old, ...patch }), replace: true });
}

import { useQuery } from "@tanstack/react-query";
import { api, type Outputs } from "../api.ts";
import type { Choice } from "../table/filters.ts";
import { capital } from "./number-words.ts";

type Entity = Outputs["system"]["entities"][number];

const noEntities: readonly Entity[] = [];

/** What the registry lists. It changes with a release, so it is asked for once. */
export function useEntities(): readonly Entity[] {
  const query = useQuery(api.system.entities.queryOptions(undefined, { staleTime: Infinity }));
  return query.data ?? noEntities;
}

export const useEntity = (name: string): Entity | undefined =>
  useEntities().find((entity) => entity.name === name);

export const useEntityChoices = (): Choice[] =>
  useEntities().map(({ name, labels }) => ({ value: name, label: capital(labels.many) }));

/** "posts" for 2, "post" for 1; the table's name until the registry has answered. */
export function useEntityWords(): (name: string, rows?: number) => string {
  const entities = useEntities();
  return (name, rows = 1) => {
    const labels = entities.find((entity) => entity.name === name)?.labels;
    return labels ? (rows === 1 ? labels.one : labels.many) : name;
  };
}

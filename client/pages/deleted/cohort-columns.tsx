import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Cohort } from "../../../shared/schemas/deleted.ts";
import type { DataColumn } from "../../table/columns.ts";
import { actorWords } from "../../ui/person.tsx";
import { Time } from "../../ui/time.tsx";
import { useEntities } from "../../util/entities.ts";
import { capital, number } from "../../util/number-words.ts";
import { RestoredMark } from "./restored-mark.tsx";

export function useCohortColumns(): readonly DataColumn<Cohort>[] {
  const entities = useEntities();
  return useMemo(() => {
    const one = (name: string) =>
      capital(entities.find((entity) => entity.name === name)?.labels.one ?? name);
    return [
      {
        id: "what",
        header: "What",
        width: "minmax(180px, 3fr)",
        keep: true,
        cell: ({ cohort, root }) => (
          <Link to="/deleted/$cohort" params={{ cohort }} search={true} tabIndex={-1}>
            <span className="dim">{one(root.entity)}</span> {root.title}
          </Link>
        ),
      },
      {
        id: "total",
        header: "Rows",
        width: "64px",
        align: "right",
        keep: true,
        cell: ({ total, tables }) => (
          <span title={tables.map(({ label, rows }) => `${number(rows)} ${label}`).join(", ")}>
            {number(total)}
          </span>
        ),
      },
      {
        id: "who",
        header: "Who",
        width: "minmax(112px, 1fr)",
        cell: ({ actor }) => actorWords(actor),
      },
      { id: "when", header: "When", width: "96px", cell: ({ at }) => <Time at={at} /> },
      {
        id: "why",
        header: "Why",
        width: "minmax(120px, 2fr)",
        cell: ({ reason }) =>
          reason ? (
            <span title={reason}>{reason}</span>
          ) : (
            <span className="dim">no reason given</span>
          ),
      },
      {
        id: "state",
        header: "State",
        width: "128px",
        cell: (cohort) => <RestoredMark cohort={cohort} />,
      },
    ];
  }, [entities]);
}

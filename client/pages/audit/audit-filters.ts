import { operations } from "../../../shared/schemas/audit.ts";
import type { Filter } from "../../table/filters.ts";
import { useEntityChoices } from "../../util/entities.ts";
import { capital } from "../../util/number-words.ts";
import type { AuditSearch } from "../../util/search-schemas.ts";

export function useAuditFilters(): readonly Filter<Exclude<keyof AuditSearch, "range">>[] {
  return [
    { kind: "choice", name: "entity", label: "Kind", choices: useEntityChoices() },
    {
      kind: "choice",
      name: "operation",
      label: "Operation",
      choices: operations.map((value) => ({ value, label: capital(value) })),
    },
    { kind: "text", name: "key", label: "Record", hint: "Its id; needs a kind", mono: true },
    { kind: "text", name: "actor", label: "Actor", hint: "A staff id or a job's name", mono: true },
    { kind: "text", name: "transaction", label: "Transaction", hint: "1:7482", mono: true },
    { kind: "text", name: "request", label: "Request", hint: "A request id", mono: true },
    { kind: "day", name: "from", label: "From" },
    { kind: "day", name: "to", label: "Until" },
    { kind: "flag", name: "unattributed", label: "Unattributed only" },
  ];
}

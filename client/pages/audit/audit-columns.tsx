import { Link } from "@tanstack/react-router";
import type { AuditEvent } from "../../../shared/schemas/audit.ts";
import type { DataColumn } from "../../table/columns.ts";
import { Mark } from "../../ui/mark.tsx";
import { actorWords } from "../../ui/person.tsx";
import { Time } from "../../ui/time.tsx";
import { number } from "../../util/number-words.ts";
import { OperationMark } from "./operation-mark.tsx";

export const auditColumns: readonly DataColumn<AuditEvent>[] = [
  {
    id: "at",
    header: "Time",
    width: "152px",
    keep: true,
    cell: ({ at, sequence }) => (
      <Link
        to="/audit/$sequence"
        params={{ sequence: String(sequence) }}
        search={true}
        tabIndex={-1}
      >
        <Time at={at} evidence />
      </Link>
    ),
  },
  {
    id: "operation",
    header: "Operation",
    width: "76px",
    keep: true,
    cell: (event) => <OperationMark event={event} />,
  },
  {
    id: "target",
    header: "What",
    width: "minmax(80px, 3fr)",
    keep: true,
    cell: ({ subject, label, rows }) =>
      subject ? (
        <span title={subject.title}>
          <span className="dim">{label}</span> {subject.title}
        </span>
      ) : (
        <span>
          {number(rows)} <span className="dim">{label}</span>
        </span>
      ),
  },
  {
    id: "actor",
    header: "Actor",
    width: "minmax(120px, 1.5fr)",
    cell: ({ actor, attributed }) => (
      <>
        {actorWords(actor)} {!attributed && <Mark tone="amber">Unattributed</Mark>}
      </>
    ),
  },
  {
    id: "reason",
    header: "Reason",
    width: "minmax(80px, 1.5fr)",
    cell: ({ reason }) => reason && <span title={reason}>{reason}</span>,
  },
  {
    id: "transaction",
    header: "Transaction",
    width: "96px",
    cell: ({ transaction }) => <span className="mono">{transaction}</span>,
  },
  {
    id: "sequence",
    header: "Event",
    width: "72px",
    align: "right",
    cell: ({ sequence }) => <span className="number">{sequence}</span>,
  },
];

import type { AuditEvent } from "../../../shared/schemas/audit.ts";
import { Mark, type Tone } from "../../ui/mark.tsx";

const marks: Record<AuditEvent["operation"], { words: string; tone: Tone }> = {
  insert: { words: "Insert", tone: "plain" },
  update: { words: "Update", tone: "accent" },
  delete: { words: "Delete", tone: "red" },
};

/** What was done. An insert that brings archived rows back is a restore. */
export function OperationMark({ event }: { event: AuditEvent }) {
  if (event.restores?.length) return <Mark tone="green">Restore</Mark>;
  const { words, tone } = marks[event.operation];
  return <Mark tone={tone}>{words}</Mark>;
}

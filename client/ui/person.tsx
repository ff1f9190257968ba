import { Link } from "@tanstack/react-router";
import type { Actor } from "../../shared/schemas/audit.ts";
import type { Person } from "../../shared/schemas/fields.ts";
import { shorten } from "../util/number-words.ts";
import { paths } from "../util/paths.ts";

/** A person of the platform, by name, with a link to their record. */
export function PersonLink({ person, tabIndex }: { person: Person; tabIndex?: number }) {
  return (
    <Link {...paths.user(person.id)} title={`@${person.username}`} tabIndex={tabIndex}>
      {person.fullName}
    </Link>
  );
}

const nobody: Record<Actor["kind"], string> = {
  staff: "A former member of staff",
  job: "A job",
  platform: "The platform",
  none: "Nobody named",
};

/** Who acted, in words; a vanished account keeps its id. */
export function actorWords({ kind, id, name }: Actor): string {
  if (name) return name;
  if (kind === "job" && id) return `Job ${id}`;
  if (kind === "staff" && id) return `Staff ${shorten(id)} (deleted)`;
  return id ? `${nobody[kind]} (${shorten(id)})` : nobody[kind];
}

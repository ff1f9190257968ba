import type { TimelineEntry } from "../../../shared/schemas/audit.ts";
import { count } from "../../util/number-words.ts";
import { propertyWords } from "../../util/property-words.ts";
import { actorWords } from "../person.tsx";

/** "Ada changed bio": who did what to this record. */
export function sentence({ actor, operation, changes }: TimelineEntry): {
  who: string;
  did: string;
} {
  const who = actorWords(actor);
  switch (operation) {
    case "insert":
      return { who, did: "created it" };
    case "delete":
      return { who, did: "deleted it" };
    case "restore":
      return { who, did: "restored it" };
    case "update": {
      const [first, ...rest] = changes;
      if (!first) return { who, did: "changed it" };
      return {
        who,
        did:
          rest.length === 0
            ? `changed ${propertyWords(first.property)}`
            : `changed ${count(changes.length, "field")}`,
      };
    }
  }
}

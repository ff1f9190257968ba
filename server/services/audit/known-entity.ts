import type { Entity } from "../../../drizzle/audit/entity.ts";
import { findEntity, registry } from "../../../drizzle/registry.ts";
import { badInput } from "../../errors.ts";

/** BAD_INPUT for a name that the registry does not have. */
export function knownEntity(name: string, field = "entity"): Entity {
  const entity = findEntity(name);
  if (entity) return entity;
  throw badInput(field, `expected one of ${registry.map((known) => known.name).join(", ")}`);
}

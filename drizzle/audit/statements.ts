import type { Entity } from "./entity.ts";
import { followerTriggers } from "./followers.ts";
import { grantSql } from "./privileges.ts";
import { restoreFunction } from "./restore-function.ts";
import { type AuditTrigger, auditTriggers } from "./triggers.ts";

export const triggersOf = (entity: Entity, registry: readonly Entity[]): AuditTrigger[] => [
  ...auditTriggers(entity),
  ...followerTriggers(entity, registry),
];

/** All SQL that drizzle-kit does not know, by a stable name; a migration carries what changed. */
export function auditStatements(registry: readonly Entity[]): Record<string, string> {
  const statements: Record<string, string> = {};
  for (const entity of registry) {
    for (const trigger of triggersOf(entity, registry)) {
      statements[`${entity.name}.${trigger.name}`] =
        `${trigger.createFunction}\n${trigger.createTrigger}`;
    }
    statements[`${entity.name}.restore`] = restoreFunction(entity);
  }
  statements["grants"] = grantSql(registry);
  return statements;
}

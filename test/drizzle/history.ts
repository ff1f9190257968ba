import type pg from "pg";
import { expect } from "vitest";
import type { Entity } from "../../drizzle/audit/entity.ts";
import { keyBefore } from "../../drizzle/audit/twins.ts";
import { entityNamed, registry } from "../../drizzle/registry.ts";
import { pick, type Row } from "./samples.ts";
import { archiveRows, eventsOf, logRows, type Stage, staffClaim } from "./support.ts";

/** One event with all that it left in the twins; the sequence and the time are left out. */
export interface Told {
  readonly event: Row;
  readonly log: readonly Row[];
  readonly archive: readonly Row[];
}

/** The claim as the event keeps it. */
export const byStaff: Row = {
  actor_kind: staffClaim.actorKind,
  actor: staffClaim.actor,
  role: "bellamy_console",
  request_id: staffClaim.requestId,
  reason: staffClaim.reason,
  attributed: "t",
};

/** A superuser who claims to be staff: kept as claimed, and not believed. */
export const byRoot: Row = { ...byStaff, role: "postgres", attributed: "f" };

export const byNobody: Row = {
  actor_kind: "none",
  actor: null,
  role: "postgres",
  request_id: null,
  reason: null,
  attributed: "f",
};

const told = (
  entity: Entity,
  operation: string,
  by: Row,
  twins: { log?: readonly Row[]; archive?: readonly Row[] },
): Told => ({
  event: {
    ...by,
    marked: operation === "delete" || by["attributed"] === "f" ? "t" : "f",
    entity: entity.name,
    operation,
    rows: String((twins.log ?? twins.archive ?? []).length),
    generation: "1",
    demo: "f",
  },
  log: twins.log ?? [],
  archive: twins.archive ?? [],
});

const logged = (entity: Entity) =>
  entity.columns.filter((column) => column.tracked && !column.secret);

export const inserted = (entity: Entity, rows: readonly Row[], by = byStaff): Told[] =>
  rows.length === 0
    ? []
    : [
        told(entity, "insert", by, {
          log: rows.map((row) => ({
            ...pick(row, entity.key),
            changed: null,
            ...Object.fromEntries(entity.key.map((column) => [keyBefore(column), null])),
            ...Object.fromEntries(logged(entity).map((column) => [column.name, null])),
          })),
        }),
      ];

/** From pairs of a row before and after; those that do not differ in what is tracked leave nothing. */
export function updated(
  entity: Entity,
  pairs: readonly (readonly [before: Row | undefined, after: Row | undefined])[],
  by = byStaff,
): Told[] {
  const log = pairs.flatMap(([before = {}, after = {}]): Row[] => {
    const changed = entity.columns
      .filter((column) => column.tracked || column.key)
      .filter((column) => before[column.name] !== after[column.name]);
    if (changed.length === 0) return [];
    const rekeyed = changed.some((column) => column.key);
    return [
      {
        ...pick(after, entity.key),
        changed: `{${changed.map((column) => column.name).join(",")}}`,
        ...Object.fromEntries(
          entity.key.map((column) => [
            keyBefore(column),
            rekeyed ? (before[column.name] ?? null) : null,
          ]),
        ),
        ...Object.fromEntries(
          logged(entity).map((column) => [
            column.name,
            changed.includes(column) ? (before[column.name] ?? null) : null,
          ]),
        ),
      },
    ];
  });
  return log.length === 0 ? [] : [told(entity, "update", by, { log })];
}

export const deleted = (entity: Entity, rows: readonly Row[], by = byStaff): Told[] =>
  rows.length === 0
    ? []
    : [
        told(entity, "delete", by, {
          archive: rows.map((row) => ({
            ...row,
            deleted_by: by["actor"] ?? null,
            restored_id: null,
          })),
        }),
      ];

/** All events of a transaction, whole. */
export async function historyOf(
  root: pg.ClientBase,
  xid: string,
  entities: readonly Entity[] = registry,
): Promise<Told[]> {
  const history: Told[] = [];
  for (const { sequence, xid: _, at, ...event } of await eventsOf(root, xid)) {
    const entity = entities.find((candidate) => candidate.name === event["entity"]);
    if (!entity || !sequence) throw new Error(`An event of no entity: ${event["entity"]}`);
    const log = await logRows(root, entity, sequence);
    const archive = await archiveRows(root, entity, sequence);
    for (const row of archive) expect(row["deleted_at"]).toBe(at);
    history.push({
      event,
      log: log.map(({ event: __, ...row }) => row),
      archive: archive.map(({ deleted_id: __, deleted_at: ___, ...row }) => row),
    });
  }
  return history;
}

const text = (value: unknown) => JSON.stringify(value);
const byText = <Value>(values: readonly Value[]) =>
  values.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
const byColumn = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Sequence is not statement order within a query, nor is a twin's order of rows anything. */
const ordered = (history: readonly Told[]) =>
  byText(
    history.map(({ event, log, archive }) => ({
      event: byColumn(event),
      log: byText(log.map(byColumn)),
      archive: byText(archive.map(byColumn)),
    })),
  );

/** Exactly these events, with exactly these rows in the twins, are what the transaction left. */
export async function expectHistory(stage: Stage, xid: string, expected: readonly Told[]) {
  const history = await historyOf(stage.root, xid, [...registry, ...stage.probes]);
  expect(ordered(history)).toEqual(ordered(expected));
}

export type Rows = Map<Entity, Row[]>;

/** The archive of one transaction by entity, each row as it was; and that nothing but deletes is there. */
export async function archived(stage: Stage, xid: string): Promise<Rows> {
  const found: Rows = new Map();
  for (const { event, archive } of await historyOf(stage.root, xid)) {
    expect(event).toMatchObject({ ...byStaff, operation: "delete", rows: String(archive.length) });
    const entity = entityNamed(event["entity"] ?? "");
    const rows = archive.map(({ deleted_by: _, restored_id: __, ...row }) => row);
    found.set(entity, [...(found.get(entity) ?? []), ...rows]);
  }
  return found;
}

/** For a comparison that no order disturbs. */
export const byId = (rows: Rows) =>
  Object.fromEntries(
    [...rows]
      .map(
        ([entity, list]) =>
          [
            entity.name,
            list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
          ] as const,
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

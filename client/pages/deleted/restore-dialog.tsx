import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Cohort } from "../../../shared/schemas/deleted.ts";
import { api } from "../../api.ts";
import { DestructiveFlow } from "../../ui/destructive/destructive-flow.tsx";
import { ErrorPanel, SkeletonLines } from "../../ui/panel-states.tsx";
import { count, quoted } from "../../util/number-words.ts";
import { type MissingParent, RestorePreview } from "./restore-preview.tsx";
import { allRows, changed, nameOf, type Selection } from "./selection.ts";
import type { ArchivedRow } from "../../../shared/jobs.ts";

interface RestoreDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The choice was put to use. */
  readonly onDone: () => void;
  readonly cohort: Cohort;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
}

/** Dry run, reason, restore, receipt. */
export function RestoreDialog(props: RestoreDialogProps) {
  const { opened, onClose, onDone, cohort, selection, onSelect } = props;
  const [parents, setParents] = useState<readonly string[]>([]);
  const run = useMutation(api.restore.run.mutationOptions());
  const undo = useMutation(api.restore.undo.mutationOptions());
  const choice = {
    cohort: cohort.cohort,
    ...(selection ? { only: [...selection.values()] } : {}),
    ...(parents.length > 0 ? { with: [...parents] } : {}),
  };
  const preview = useQuery(
    api.restore.preview.queryOptions(choice, {
      enabled: opened && run.isIdle,
      staleTime: 0,
      gcTime: 0,
    }),
  );
  const { data } = preview;
  const clear = data !== undefined && data.obstacleTotal === 0 && data.total > 0;
  const close = () => {
    onClose();
    if (run.isSuccess) onDone();
    run.reset();
    setParents([]);
  };
  /** A row of this deletion is chosen too; of another, that deletion is restored along. */
  const add = async ({ cohort: from, entity, key }: MissingParent) => {
    if (!selection || from !== cohort.cohort) return setParents([...new Set([...parents, from])]);
    const rows = await allRows(from, entity);
    onSelect(
      changed(
        selection,
        rows.filter((row) => row.key === key),
        true,
      ),
    );
  };
  const leaveOut = async (rows: readonly ArchivedRow[]) => {
    const out = new Set(rows.map(nameOf));
    const all = selection
      ? [...selection.values()]
      : (
          await Promise.all(cohort.tables.map(({ entity }) => allRows(cohort.cohort, entity)))
        ).flat();
    onSelect(
      changed(
        new Map(),
        all.filter((row) => !out.has(nameOf(row))),
        true,
      ),
    );
  };
  return (
    <DestructiveFlow
      opened={opened}
      onClose={close}
      title={`Restore ${quoted(cohort.root.title)}`}
      tone="accent"
      ready={clear && !preview.isFetching}
      verb={data ? `Restore ${count(data.total, "row")}` : "Restore"}
      preview={
        data ? (
          <RestorePreview
            preview={data}
            cohort={cohort}
            parents={parents}
            onParents={setParents}
            onAdd={add}
            onLeaveOut={leaveOut}
          />
        ) : preview.error ? (
          <ErrorPanel error={preview.error} retry={() => void preview.refetch()} />
        ) : (
          <SkeletonLines lines={5} />
        )
      }
      start={(reason) => run.mutateAsync({ ...choice, reason, expectedTotal: data?.total ?? 0 })}
      undo={{ start: (jobId, reason) => undo.mutateAsync({ jobId, reason }) }}
    />
  );
}

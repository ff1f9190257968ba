import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Deletable } from "../../../shared/schemas/deleted.ts";
import { api } from "../../api.ts";
import { count, number, quoted } from "../../util/number-words.ts";
import { useEntityWords } from "../../util/entities.ts";
import { ErrorPanel, SkeletonLines } from "../panel-states.tsx";
import { TableCounts } from "../table-counts.tsx";
import { DestructiveFlow } from "./destructive-flow.tsx";

export interface DeleteTarget {
  readonly entity: Deletable;
  readonly key: string;
}

interface DeleteDialogProps {
  /** Null: closed. */
  readonly target: DeleteTarget | null;
  readonly onClose: () => void;
}

/** Deletes one record with all that hangs on it. */
export function DeleteDialog({ target, onClose }: DeleteDialogProps) {
  // The dialog fades out with what it showed.
  const [shown, setShown] = useState(target);
  if (target && target !== shown) setShown(target);
  return shown && <TargetDialog target={shown} opened={target !== null} onClose={onClose} />;
}

function TargetDialog({
  target,
  opened,
  onClose,
}: {
  target: DeleteTarget;
  opened: boolean;
  onClose: () => void;
}) {
  const words = useEntityWords();
  const remove = useMutation(api.records.delete.mutationOptions());
  const undo = useMutation(api.records.undoDelete.mutationOptions());
  const preview = useQuery(
    api.records.deletePreview.queryOptions(target, {
      enabled: opened && remove.isIdle,
      gcTime: 0,
      staleTime: 60_000,
    }),
  );
  const { data } = preview;
  return (
    <DestructiveFlow
      opened={opened}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      title={`Delete a ${words(target.entity)}`}
      tone="red"
      ready={data !== undefined}
      verb={data ? `Delete ${data.more ? "more than " : ""}${count(data.total, "row")}` : "Delete"}
      preview={
        data ? (
          <>
            <p>
              {quoted(data.record.title)} goes, and everything that hangs on it:{" "}
              {data.more ? `more than ${number(data.total)} rows` : count(data.total, "row")} in one
              transaction. They can be restored together from the deleted records.
            </p>
            <TableCounts label="What goes" tables={data.tables} />
          </>
        ) : preview.error ? (
          <ErrorPanel error={preview.error} retry={() => void preview.refetch()} />
        ) : (
          <SkeletonLines lines={4} />
        )
      }
      start={(reason) => remove.mutateAsync({ ...target, reason, expectedTotal: data?.total ?? 0 })}
      undo={{ start: (jobId) => undo.mutateAsync({ jobId }) }}
    />
  );
}

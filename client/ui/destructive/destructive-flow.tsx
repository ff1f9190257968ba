import { Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { queryClient, api } from "../../api.ts";
import { ReasonForm } from "../../forms/reason-form.tsx";
import { ErrorPanel } from "../panel-states.tsx";
import styles from "./destructive-flow.module.css";
import { JobStage } from "./job-stage.tsx";

export interface Started {
  readonly jobId: string;
}

export interface Undo {
  /** Of the job that is undone. */
  readonly start: (jobId: string, reason: string) => Promise<Started>;
}

interface DestructiveFlowProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** "Delete a post" */
  readonly title: string;
  /** What, how many, what else goes with it. */
  readonly preview: ReactNode;
  /** The preview has come and nothing stands in the way. */
  readonly ready: boolean;
  /** "Delete 41 rows" */
  readonly verb: string;
  readonly tone: "red" | "accent";
  readonly start: (reason: string) => Promise<Started>;
  readonly undo?: Undo;
}

/**
 * Every destructive act has this one shape: preview → reason → progress with cancel → a receipt
 * that names its audit event, with Undo for ten seconds. Closed meanwhile, the job goes on in the
 * drawer.
 */
export function DestructiveFlow(props: DestructiveFlowProps) {
  const { opened, onClose, title } = props;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={640}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stages {...props} />
    </Modal>
  );
}

/** Lives as long as the dialog is open, so that the next one begins anew. */
function Stages({ preview, ready, verb, tone, start, undo, onClose }: DestructiveFlowProps) {
  const [jobId, setJobId] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const begin = async (act: () => Promise<Started>) => {
    setStarting(true);
    setFailure(null);
    try {
      const started = await act();
      setJobId(started.jobId);
      void queryClient.invalidateQueries(api.jobs.list.queryFilter());
    } catch (error) {
      setFailure(error);
    } finally {
      setStarting(false);
    }
  };
  const failed = failure ? <ErrorPanel error={failure} /> : null;
  if (jobId) {
    return (
      <>
        <JobStage
          key={jobId}
          jobId={jobId}
          onUndo={undo && ((reason) => begin(() => undo.start(jobId, reason)))}
          onClose={onClose}
        />
        {failed}
      </>
    );
  }
  return (
    <div className={styles.stage}>
      {preview}
      <ReasonForm
        verb={verb}
        tone={tone}
        disabled={!ready}
        loading={starting}
        submitError={failed}
        onSubmit={(reason) => void begin(() => start(reason))}
        onCancel={onClose}
      />
    </div>
  );
}

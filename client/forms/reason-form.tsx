import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import styles from "./reason-form.module.css";

interface ReasonFormProps {
  /** "Restore 14 rows" */
  readonly verb: string;
  readonly tone: "red" | "accent";
  readonly disabled: boolean;
  readonly loading: boolean;
  readonly submitError: ReactNode;
  readonly onSubmit: (reason: string) => void;
  readonly onCancel: () => void;
}

const shortest = 3;
const longest = 500;

/** Why; then the act. The reason is kept for good beside what it explains. */
export function ReasonForm(props: ReasonFormProps) {
  const { verb, tone, disabled, loading, submitError, onSubmit, onCancel } = props;
  const form = useForm({
    initialValues: { reason: "" },
    validate: {
      reason: (value) =>
        value.trim().length < shortest ? `A reason of ${shortest} to ${longest} characters` : null,
    },
  });
  return (
    <form
      className={styles.form}
      onSubmit={form.onSubmit(({ reason }) => onSubmit(reason.trim()))}
      noValidate
    >
      <Textarea
        label="Reason"
        description="Stored in the audit for good. A ticket number helps whoever reads it."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={longest}
        required
        {...form.getInputProps("reason")}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      {submitError}
      <div className={styles.acts}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" color={tone} disabled={disabled} loading={loading}>
          {verb}
        </Button>
      </div>
    </form>
  );
}

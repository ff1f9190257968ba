import { notifications } from "@mantine/notifications";
import { copyText } from "../util/copy.ts";
import { shorten } from "../util/number-words.ts";
import styles from "./id.module.css";

interface IdProps {
  readonly value: string;
  /** What the id is of: "post id". */
  readonly what?: string;
  readonly whole?: boolean;
}

/** An id, key or transaction: shortened in the middle, copied whole by a click. */
export function Id({ value, what = "id", whole = false }: IdProps) {
  const copy = async () => {
    const copied = await copyText(value);
    notifications.show({
      message: copied ? `Copied ${value}` : `The browser did not allow copying: ${value}`,
      autoClose: copied ? 2_000 : 10_000,
    });
  };
  return (
    <button
      type="button"
      className={styles.id}
      title={`${value} – click to copy`}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    >
      {whole ? value : shorten(value)}
      <span className="hidden-words">, copy the {what}</span>
    </button>
  );
}

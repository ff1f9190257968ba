import { Button } from "@mantine/core";
import { useEffect, useState } from "react";

/** Seconds in which an undo is offered instead of a question beforehand. */
const offered = 10;

interface UndoButtonProps {
  /** When the act ended. */
  readonly since: string | null;
  readonly onUndo: () => Promise<void>;
}

/** Ten seconds, counted from when the receipt is first seen: a slow stream must not eat them. */
export function UndoButton({ onUndo, since }: UndoButtonProps) {
  const [left, setLeft] = useState(offered);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const begin = Date.now();
    const timer = setInterval(() => {
      setLeft(Math.max(0, offered - Math.floor((Date.now() - begin) / 1_000)));
    }, 250);
    return () => clearInterval(timer);
  }, [since]);
  if (left === 0 && !busy) return null;
  return (
    <Button
      variant="light"
      loading={busy}
      aria-label="Undo"
      onClick={() => {
        setBusy(true);
        void onUndo().finally(() => setBusy(false));
      }}
    >
      Undo <span className="number dim">&nbsp;{left} s</span>
    </Button>
  );
}

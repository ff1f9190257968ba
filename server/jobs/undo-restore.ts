import { z } from "zod";
import { receiptSchema } from "../../shared/jobs.ts";
import { runUndo, type UndoRequest } from "../services/restore/undo.ts";
import type { JobDefinition } from "./definition.ts";

export const undoRestoreJob: JobDefinition<"undo-restore", UndoRequest> = {
  name: "undo-restore",
  input: z.object({ restored: receiptSchema }),
  run: runUndo,
};

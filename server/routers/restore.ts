import { choiceSchema } from "../../shared/jobs.ts";
import { restoreInput, undoRestoreInput } from "../../shared/schemas/deleted.ts";
import { askRestore, askUndoRestore } from "../services/ask.ts";
import { previewRestore } from "../services/restore/preview.ts";
import { procedure, router } from "../trpc.ts";

export const restoreRouter = router({
  preview: procedure("deleted.restore")
    .input(choiceSchema)
    .query(({ ctx, input }) => previewRestore(ctx.pool, input)),
  run: procedure("deleted.restore")
    .input(restoreInput)
    .mutation(({ ctx, input: { reason, expectedTotal, ...choice } }) =>
      askRestore(ctx, choice, { reason, expectedTotal }),
    ),
  undo: procedure("deleted.restore")
    .input(undoRestoreInput)
    .mutation(({ ctx, input }) => askUndoRestore(ctx, input)),
});

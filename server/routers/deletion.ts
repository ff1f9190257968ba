import { deleteInput, deletePreviewInput, undoDeleteInput } from "../../shared/schemas/deleted.ts";
import type { Deletable } from "../../shared/schemas/deleted.ts";
import { askDelete, askUndoDelete } from "../services/ask.ts";
import { previewDelete } from "../services/deletion/preview.ts";
import { procedure, router, type SignedIn } from "../trpc.ts";

const requireFor = (ctx: SignedIn, entity: Deletable) =>
  ctx.require(entity === "users" ? "users.delete" : "content.delete");

/** Part of `records`. */
export const deletionRouter = router({
  deletePreview: procedure("content.delete")
    .input(deletePreviewInput)
    .query(({ ctx, input }) => {
      requireFor(ctx, input.entity);
      return previewDelete(ctx.pool, input.entity, input.key);
    }),
  delete: procedure("content.delete")
    .input(deleteInput)
    .mutation(({ ctx, input }) => {
      requireFor(ctx, input.entity);
      return askDelete(ctx, input);
    }),
  undoDelete: procedure("content.delete")
    .input(undoDeleteInput)
    .mutation(({ ctx, input }) => askUndoDelete(ctx, input.jobId)),
});

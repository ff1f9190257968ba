import { z } from "zod";
import { deletable } from "../../shared/schemas/deleted.ts";
import { type DeleteRequest, runDelete } from "../services/deletion/run.ts";
import type { JobDefinition } from "./definition.ts";

export const deleteJob: JobDefinition<"delete", DeleteRequest> = {
  name: "delete",
  input: z.object({ entity: z.enum(deletable), key: z.string(), expectedTotal: z.number() }),
  run: runDelete,
};

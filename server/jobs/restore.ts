import { z } from "zod";
import { choiceSchema } from "../../shared/jobs.ts";
import { type RestoreRequest, runRestore } from "../services/restore/run.ts";
import type { JobDefinition } from "./definition.ts";

export const restoreJob: JobDefinition<"restore", RestoreRequest> = {
  name: "restore",
  input: z.object({ choice: choiceSchema, expectedTotal: z.number() }),
  run: runRestore,
};

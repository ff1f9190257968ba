import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../../server/errors.ts";
import { appRouter } from "../../server/routers/index.ts";
import { inputsOf } from "./arbitrary.ts";
import { callProcedure } from "./call.ts";
import { openApi } from "./support.ts";

/** Inputs a procedure. */
const runs = Number(process.env.FUZZ_RUNS ?? 2_000);
/** Called at once, as many as a batch from the browser and its neighbours bring. */
const together = 50;

const api = await openApi();
const caller = api.as("admin");
const known = { texts: await fill() };

/** A little of everything, and the texts by which it can be asked for: ids, cursors, transactions. */
async function fill(): Promise<string[]> {
  const { make } = api;
  const [ada, bob] = [await make.user(), await make.user()];
  const post = await make.post(ada.id);
  const comment = await make.comment({ postId: post.id, authorId: bob.id });
  await make.comment({ postId: post.id, authorId: ada.id }, { parentCommentId: comment.id });
  await make.friendship(ada.id, bob.id);
  await make.ticket(bob.id);
  await make.post(ada.id);
  const users = await caller.users.list({ limit: 1 });
  const events = await caller.audit.list({ limit: 2 });
  return [
    ada.id,
    post.id,
    comment.id,
    ...[users, events].flatMap(({ nextCursor }) => nextCursor ?? []),
    ...events.rows.flatMap(({ transaction, requestId }) => [transaction, requestId ?? ""]),
  ];
}

/** tRPC does not type the parsers on the router. */
function inputOf(procedure: unknown): z.ZodType | undefined {
  const parsed = z
    .object({ _def: z.object({ inputs: z.array(z.instanceof(z.ZodType)).optional() }) })
    .safeParse({ _def: typeof procedure === "function" && Reflect.get(procedure, "_def") });
  return parsed.data?._def.inputs?.at(0);
}

async function isForeseen(path: string, input: unknown): Promise<boolean> {
  try {
    await callProcedure(caller, path, input);
    return true;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof AppError && cause.code !== "INTERNAL") {
      return cause.code !== "BAD_INPUT" || cause.message.length > 10;
    }
    throw error;
  }
}

it.each(Object.entries(appRouter._def.procedures))(
  "%s answers any input without an internal error",
  async (path, procedure) => {
    const inputs = inputsOf(inputOf(procedure), known);
    const batch = fc.array(inputs, { minLength: together, maxLength: together, size: "max" });
    await fc.assert(
      fc.asyncProperty(batch, async (several) => {
        const answers = await Promise.all(several.map((input) => isForeseen(path, input)));
        expect(answers).not.toContain(false);
      }),
      { numRuns: Math.max(1, Math.ceil(runs / together)) },
    );
  },
);

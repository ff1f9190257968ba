import type { createCaller } from "../../server/routers/index.ts";

/**
 * Calls a procedure by its path with an input of any type, as a browser could. A subscription is
 * listened to until its first value, and then left.
 */
export async function callProcedure(
  caller: ReturnType<typeof createCaller>,
  path: string,
  input: unknown,
): Promise<unknown> {
  let target: unknown = caller;
  for (const name of path.split(".")) {
    if ((typeof target !== "object" && typeof target !== "function") || target === null) break;
    target = Reflect.get(target, name);
  }
  if (typeof target !== "function") throw new Error(`There is no procedure ${path}`);
  const answer: unknown = await Reflect.apply(target, undefined, [input]);
  if (typeof answer !== "object" || answer === null || !(Symbol.asyncIterator in answer)) {
    return answer;
  }
  const stream = answer as AsyncIterable<unknown>;
  for await (const value of stream) return value;
  return undefined;
}

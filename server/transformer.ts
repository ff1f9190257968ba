import superjson, { type SuperJSONResult } from "superjson";
import { badInput } from "./errors.ts";

/** superjson, which fails in many ways at what its other half did not write. */
export const transformer = {
  serialize: superjson.serialize,
  deserialize(value: SuperJSONResult): unknown {
    try {
      return superjson.deserialize(value);
    } catch (error) {
      throw badInput("", "expected JSON as the console's client writes it", error);
    }
  },
};

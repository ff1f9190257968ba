import type { Settings } from "../state.ts";
import type { Step } from "../steps.ts";

export function* planLarge(_settings: Settings): Generator<Step> {}

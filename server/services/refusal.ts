import type { Obstacle } from "../../shared/jobs.ts";

export type RefusalCode = "NOT_FOUND" | "FORBIDDEN" | "BAD_INPUT" | "CONFLICT" | "OBSTACLES";

/** A service's answer that something cannot be done, in words for the person who asked. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly code: RefusalCode;
  readonly field: string | undefined;
  readonly obstacles: readonly Obstacle[] | undefined;

  constructor(
    code: RefusalCode,
    message: string,
    more: { field?: string; obstacles?: readonly Obstacle[] } = {},
  ) {
    super(message);
    this.code = code;
    this.field = more.field;
    this.obstacles = more.obstacles;
  }
}

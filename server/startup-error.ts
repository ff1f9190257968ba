/**
 * Something the person at the keyboard can put right: printed as its message alone, without a
 * stack, and the process exits 1.
 */
export class StartupError extends Error {
  override name = "StartupError";
}

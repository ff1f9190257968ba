export interface DatabaseStatus {
  /** Null before the first check has ended. */
  current(): {
    readonly ok: boolean;
    readonly differences: readonly string[];
    readonly checkedAt: string;
  } | null;
}

/** Everything that was read belongs to who was signed in: a fresh document forgets it. */
export function leave(next?: string): void {
  const search = next ? `?next=${encodeURIComponent(next)}` : "";
  window.location.assign(`/sign-in${search}`);
}

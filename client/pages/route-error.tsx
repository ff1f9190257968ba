import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { ErrorPanel } from "../ui/panel-states.tsx";

/** In place of a page that could not be shown. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorPanel
      error={error}
      retry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { ErrorPanel } from "../ui/panel-states.tsx";
import { NoPermission } from "../util/session.ts";
import { NoPermissionPage } from "./no-permission-page.tsx";

/** In place of a page that could not be shown. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof NoPermission) return <NoPermissionPage permission={error.permission} />;
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

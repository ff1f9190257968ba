import type { AsyncRouteComponent } from "@tanstack/react-router";
import type { Permission } from "../../shared/permissions.ts";
import { useCan } from "../util/session.ts";
import { NoPermissionPage } from "./no-permission-page.tsx";

/** A page for those who have a permission; to others it says who they are. */
export function guarded(
  permission: Permission,
  Page: AsyncRouteComponent<object>,
): AsyncRouteComponent<object> {
  const Guarded = () =>
    useCan()(permission) ? <Page /> : <NoPermissionPage permission={permission} />;
  return Object.assign(Guarded, { preload: Page.preload });
}

import { Link } from "@tanstack/react-router";
import type { Permission } from "../../shared/permissions.ts";
import { paths } from "../util/paths.ts";
import { useMe, whoMay } from "../util/session.ts";
import { usePageTitle } from "../util/use-page-title.ts";
import styles from "./notice-page.module.css";

/** Says who may, so that one knows whom to ask. */
export function NoPermissionPage({ permission }: { permission: Permission }) {
  const { account } = useMe();
  usePageTitle("Not for your role");
  return (
    <div className={styles.notice}>
      <h1>This page is not for your role</h1>
      <p>
        You are signed in as {account.name}, {account.role ?? "without a role"}. This page takes the
        permission <span className="mono">{permission}</span>, which {whoMay(permission)} have.
      </p>
      <p className="dim">Ask one of them, or an admin for another role.</p>
      <p>
        <Link {...paths.users()}>Back to people</Link>
      </p>
    </div>
  );
}

import { Link } from "@tanstack/react-router";
import { paths } from "../util/paths.ts";
import { usePageTitle } from "../util/use-page-title.ts";
import styles from "./notice-page.module.css";

export function NotFoundPage() {
  usePageTitle("No such page");
  return (
    <div className={styles.notice}>
      <h1>There is no such page</h1>
      <p className="dim">
        The address <span className="mono">{window.location.pathname}</span> leads nowhere: it was
        mistyped, or the page has moved.
      </p>
      <p>
        <Link {...paths.users()}>People</Link> is a place to begin.
      </p>
    </div>
  );
}

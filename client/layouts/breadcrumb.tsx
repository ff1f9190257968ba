import { useQuery } from "@tanstack/react-query";
import { Link, useMatches } from "@tanstack/react-router";
import { api } from "../api.ts";
import { shorten } from "../util/number-words.ts";
import { paths } from "../util/paths.ts";
import styles from "./shell.module.css";

/** Where you are; every part but the last is a link. */
export function Breadcrumb() {
  const match = useMatches().at(-1);
  if (!match) return <div className={styles.crumbs} />;
  const { params } = match;
  const id = (name: string) => (name in params ? String(params[name as keyof typeof params]) : "");
  return (
    <nav className={styles.crumbs} aria-label="Where you are">
      <ol>
        <Crumbs fullPath={match.fullPath} id={id} />
      </ol>
    </nav>
  );
}

function Crumbs({ fullPath, id }: { fullPath: string; id: (name: string) => string }) {
  if (fullPath.startsWith("/users")) {
    return (
      <>
        <li>{id("userId") ? <Link {...paths.users()}>People</Link> : "People"}</li>
        {id("userId") && <UserCrumb userId={id("userId")} />}
      </>
    );
  }
  if (fullPath.startsWith("/posts")) {
    return (
      <>
        <li>{id("postId") ? <Link {...paths.posts()}>Posts</Link> : "Posts"}</li>
        {id("postId") && <Last mono>{shorten(id("postId"))}</Last>}
      </>
    );
  }
  if (fullPath.startsWith("/deleted")) {
    return (
      <>
        <li>
          {id("cohort") ? <Link {...paths.deleted()}>Deleted records</Link> : "Deleted records"}
        </li>
        {id("cohort") && <Last mono>{id("cohort")}</Last>}
      </>
    );
  }
  if (fullPath.startsWith("/audit")) {
    return (
      <>
        <li>{id("sequence") ? <Link {...paths.audit()}>Audit</Link> : "Audit"}</li>
        {id("sequence") && <Last>Event {id("sequence")}</Last>}
      </>
    );
  }
  if (fullPath.startsWith("/records")) {
    return (
      <>
        <li>Records</li>
        <li>{id("entity")}</li>
        <Last mono>{shorten(id("key"))}</Last>
      </>
    );
  }
  return null;
}

function UserCrumb({ userId }: { userId: string }) {
  const { data } = useQuery(api.users.get.queryOptions({ id: userId }));
  return data ? <Last>{data.user.fullName}</Last> : <Last mono>{shorten(userId)}</Last>;
}

function Last({ children, mono = false }: { children: React.ReactNode; mono?: boolean }) {
  return (
    <li aria-current="page">
      <span className={`clip ${mono ? "mono" : ""}`}>{children}</span>
    </li>
  );
}

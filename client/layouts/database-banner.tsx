import { useQuery } from "@tanstack/react-query";
import { count } from "../util/number-words.ts";
import styles from "./shell.module.css";
import { statusQuery } from "./store-light.tsx";

/** The database is not as the registry says: what the audit shows may have holes. */
export function DatabaseBanner() {
  const { data } = useQuery(statusQuery());
  if (!data || data.database.ok) return null;
  const { differences } = data.database;
  return (
    <div className={styles.banner} role="alert">
      <strong>The database differs from the registry.</strong>
      <span>
        Reading goes on, but changes may go unaudited. An engineer runs npm run db:check and mends
        what it names.
      </span>
      <details>
        <summary>{count(differences.length, "difference")}</summary>
        <ul>
          {differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

import { Link } from "@tanstack/react-router";
import type { Obstacle, ObstacleKind } from "../../shared/jobs.ts";
import { useEntityWords } from "../util/entities.ts";
import { capital, quoted } from "../util/number-words.ts";
import { paths, recordPath } from "../util/paths.ts";
import styles from "./obstacle-list.module.css";

const kindWords: Record<ObstacleKind, string> = {
  "key-exists": "A row with its key is there",
  "unique-taken": "A unique value is taken",
  "parent-deleted": "What it belongs to is deleted",
  "parent-gone": "What it belongs to is gone",
  "null-in-required": "A required value is missing",
  "check-fails": "A rule of the table refuses it",
  "already-restored": "It is back already",
  "newer-row": "Something newer hangs on it",
};

interface ObstacleListProps {
  readonly obstacles: readonly Obstacle[];
}

/** Each row that cannot come back, why, and where to look. */
export function ObstacleList({ obstacles }: ObstacleListProps) {
  const words = useEntityWords();
  return (
    <ul className={styles.obstacles} aria-label="Obstacles">
      {obstacles.map((obstacle) => {
        const { entity, key, kind, title, detail, living, cohort, constraint, deletedId } =
          obstacle;
        return (
          <li key={`${entity} ${key} ${deletedId} ${constraint}`} className={styles.obstacle}>
            <p>
              <strong>{kindWords[kind]}:</strong> {capital(words(entity))} {quoted(title)}
            </p>
            <p className="small">
              {detail}. <span className="dim mono">{constraint}</span>
            </p>
            <div className={styles.acts}>
              {living && (
                <Link {...recordPath(living.entity, living.key)} className="small">
                  Open the living {words(living.entity)} {quoted(living.title)}
                </Link>
              )}
              {cohort && (
                <Link {...paths.cohort(cohort)} className="small">
                  Open the deletion {cohort}
                </Link>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ArchivedRow } from "../../../shared/jobs.ts";
import type { Cohort } from "../../../shared/schemas/deleted.ts";
import type { Outputs } from "../../api.ts";
import { Mark } from "../../ui/mark.tsx";
import { ObstacleList } from "../../ui/obstacle-list.tsx";
import { TableCounts } from "../../ui/table-counts.tsx";
import { useEntityWords } from "../../util/entities.ts";
import { capital, count, number, quoted } from "../../util/number-words.ts";
import { paths } from "../../util/paths.ts";
import styles from "./cohort-page.module.css";
import { mostChosen } from "./selection.ts";

type Preview = Outputs["restore"]["preview"];
export type MissingParent = Preview["missingParents"][number];

interface RestorePreviewProps {
  readonly preview: Preview;
  readonly cohort: Cohort;
  /** Deletions that are restored along, for the parents in them. */
  readonly parents: readonly string[];
  readonly onParents: (parents: readonly string[]) => void;
  readonly onAdd: (parent: MissingParent) => Promise<void>;
  readonly onLeaveOut: (rows: readonly ArchivedRow[]) => Promise<void>;
}

/** The dry run: what comes back, in which order, and everything that stands in its way. */
export function RestorePreview(props: RestorePreviewProps) {
  const { preview, parents, onParents, onAdd } = props;
  const { total, steps, obstacles, obstacleTotal, missingParents } = preview;
  return (
    <div className={styles.part}>
      {total === 0 && obstacleTotal === 0 && <p>Nothing is left to restore: all of it is back.</p>}
      {total > 0 && (
        <>
          <p>
            {obstacleTotal === 0 ? (
              <>
                <Mark tone="green">Nothing in the way</Mark> {count(total, "row")} would come back,
                in this order, in one transaction or not at all.
              </>
            ) : (
              <>
                {count(total, "row")} would come back in this order, but{" "}
                {count(obstacleTotal, "obstacle")} must go first.
              </>
            )}
          </p>
          <TableCounts label="What comes back" tables={steps} ordered />
        </>
      )}
      {parents.length > 0 && (
        <ul className={styles.added} aria-label="Restored along">
          {parents.map((cohort) => (
            <li key={cohort}>
              <Button
                variant="default"
                size="compact-xs"
                onClick={() => onParents(parents.filter((each) => each !== cohort))}
              >
                Without deletion {cohort}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {missingParents.length > 0 && <MissingParents parents={missingParents} onAdd={onAdd} />}
      {obstacleTotal > 0 && (
        <>
          <h3>
            {count(obstacleTotal, "obstacle")}
            {obstacleTotal > obstacles.length && `, the first ${number(obstacles.length)}`}
          </h3>
          <ObstacleList obstacles={obstacles} />
          <LeaveOut {...props} />
        </>
      )}
    </div>
  );
}

interface MissingParentsProps {
  readonly parents: readonly MissingParent[];
  readonly onAdd: (parent: MissingParent) => Promise<void>;
}

function MissingParents({ parents, onAdd }: MissingParentsProps) {
  const words = useEntityWords();
  return (
    <>
      <h3>Missing parents</h3>
      <ul className={styles.part} aria-label="Missing parents">
        {parents.map((parent) => {
          const { cohort, entity, key, title, blocks } = parent;
          return (
            <li key={`${cohort} ${entity} ${key}`}>
              {capital(words(entity))} {quoted(title)} was deleted in{" "}
              <Link {...paths.cohort(cohort)}>{cohort}</Link> and blocks {count(blocks, "row")}.{" "}
              <Button variant="default" size="compact-xs" onClick={() => void onAdd(parent)}>
                Add it
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** A clash at the root blocks what hangs on it: both stay out, the rest comes back. */
function LeaveOut({ preview, cohort, onLeaveOut }: RestorePreviewProps) {
  const [busy, setBusy] = useState(false);
  const { obstacles, obstacleTotal, blocked, blockedTotal, total } = preview;
  const names = new Set(obstacles.map(({ entity, key }) => `${entity} ${key}`));
  const stays = names.size + blockedTotal;
  const whole = obstacleTotal === obstacles.length && blockedTotal === blocked.length;
  if (!whole || stays >= total || cohort.total > mostChosen) {
    return blockedTotal > 0 ? (
      <p className="dim">{count(blockedTotal, "more row")} hang on these and stay too.</p>
    ) : null;
  }
  return (
    <div>
      <Button
        variant="default"
        loading={busy}
        onClick={() => {
          setBusy(true);
          void onLeaveOut([...obstacles, ...blocked]).finally(() => setBusy(false));
        }}
      >
        Leave {count(stays, "row")} out
      </Button>
      {blockedTotal > 0 && (
        <span className="dim small">
          {" "}
          {count(blockedTotal, "of them hangs", "of them hang")} on the others.
        </span>
      )}
    </div>
  );
}

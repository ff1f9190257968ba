import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Cohort } from "../../../shared/schemas/deleted.ts";
import { api } from "../../api.ts";
import { RecordHead } from "../../layouts/page-head.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Id } from "../../ui/id.tsx";
import { Mark } from "../../ui/mark.tsx";
import { ErrorPanel, SkeletonLines } from "../../ui/panel-states.tsx";
import { actorWords } from "../../ui/person.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { Time } from "../../ui/time.tsx";
import { useEntityWords } from "../../util/entities.ts";
import { capital, count, quoted } from "../../util/number-words.ts";
import { paths, timelinePath } from "../../util/paths.ts";
import { useCan } from "../../util/session.ts";
import styles from "./cohort-page.module.css";
import { CohortTables } from "./cohort-tables.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { RestoredMark } from "./restored-mark.tsx";
import type { Selection } from "./selection.ts";

const route = getRouteApi("/signed-in/deleted/$cohort");

export function CohortPage() {
  const { cohort } = route.useParams();
  const { data, error, refetch } = useQuery(api.deleted.get.queryOptions({ cohort }));
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (!data) {
    return (
      <div className={styles.section}>
        <SkeletonLines lines={8} />
      </div>
    );
  }
  return <Deletion key={cohort} cohort={data} />;
}

function Deletion({ cohort }: { cohort: Cohort }) {
  const { root, total, restored } = cohort;
  const can = useCan();
  const words = useEntityWords();
  const [selection, setSelection] = useState<Selection>(null);
  const [dialog, setDialog] = useState(false);
  const left = total - restored;
  const nothing = selection ? selection.size === 0 : left === 0;
  return (
    <>
      <ScrollPane label="Deletion">
        <RecordHead
          title={`${capital(words(root.entity))} ${quoted(root.title)}`}
          under={
            <>
              <RestoredMark cohort={cohort} />
              <span>
                {count(total, "row")} deleted by {actorWords(cohort.actor)}, <Time at={cohort.at} />
              </span>
              <Link {...timelinePath(root.entity, root.key)}>Timeline</Link>
            </>
          }
          acts={
            can("deleted.restore") && (
              <>
                <Button onClick={() => setDialog(true)} disabled={nothing}>
                  {selection
                    ? `Preview the restore of ${count(selection.size, "row")}`
                    : left === 0
                      ? "Everything is back"
                      : "Preview the restore"}
                </Button>
                {left > 0 && (
                  <Button
                    variant="default"
                    aria-pressed={selection !== null}
                    onClick={() => setSelection((old) => (old ? null : new Map()))}
                  >
                    {selection ? "Choose everything" : "Choose a part"}
                  </Button>
                )}
              </>
            )
          }
        />
        <div className={styles.section}>
          <Facts facts={factsOf(cohort)} />
        </div>
        <CohortTables cohort={cohort} selection={selection} onSelect={setSelection} />
      </ScrollPane>
      <RestoreDialog
        opened={dialog}
        onClose={() => setDialog(false)}
        onDone={() => setSelection(null)}
        cohort={cohort}
        selection={selection}
        onSelect={setSelection}
      />
    </>
  );
}

const factsOf = ({ cohort, at, actor, reason, attributed, demo }: Cohort) => [
  { name: "Deleted", value: <Time at={at} evidence /> },
  {
    name: "By",
    value: (
      <>
        {actorWords(actor)} {!attributed && <Mark tone="amber">Unattributed</Mark>}{" "}
        {demo && <Mark>Demo</Mark>}
      </>
    ),
  },
  {
    name: "Transaction",
    value: (
      <>
        <Id value={cohort} what="transaction" whole />{" "}
        <Link {...paths.audit({ transaction: cohort })}>its events</Link>
      </>
    ),
  },
  { name: "Reason", value: reason ?? "None was given", wide: true },
];

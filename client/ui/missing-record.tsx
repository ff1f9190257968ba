import { Link } from "@tanstack/react-router";
import { RecordHead } from "../layouts/page-head.tsx";
import { appError } from "../util/error-words.ts";
import { paths } from "../util/paths.ts";
import { useCan } from "../util/session.ts";
import { Empty, ErrorPanel } from "./panel-states.tsx";
import { ScrollPane } from "./scroll-pane.tsx";
import { Timeline } from "./timeline/timeline.tsx";
import { Mark } from "./mark.tsx";

interface MissingRecordProps {
  readonly entity: string;
  readonly recordKey: string;
  /** "person" */
  readonly what: string;
  readonly error: unknown;
  readonly retry: () => void;
}

/** In place of a record that could not be read: deleted, never there, or a failure. */
export function MissingRecord({ entity, recordKey, what, error, retry }: MissingRecordProps) {
  const can = useCan();
  const app = appError(error);
  if (app?.code !== "NOT_FOUND" && app?.code !== "BAD_INPUT") {
    return <ErrorPanel error={error} retry={retry} />;
  }
  const { deletedCohort } = app;
  if (!deletedCohort) {
    return (
      <>
        <RecordHead title={`There is no such ${what}`} />
        <Empty title="Nothing is there by this id">
          The id was mistyped, or it is of another kind of record:{" "}
          <span className="mono">{recordKey}</span>
        </Empty>
      </>
    );
  }
  return (
    <ScrollPane label="Record">
      <RecordHead
        title={`This ${what} was deleted`}
        under={
          <>
            <Mark tone="red">Deleted</Mark>
            {can("deleted.read") ? (
              <Link {...paths.cohort(deletedCohort)}>See what went with it, and restore it</Link>
            ) : (
              "A compliance officer can restore it."
            )}
          </>
        }
      />
      <Timeline entity={entity} recordKey={recordKey} />
    </ScrollPane>
  );
}

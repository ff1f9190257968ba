import { Button } from "@mantine/core";
import { Link, getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { deletable } from "../../../shared/schemas/deleted.ts";
import { RecordHead } from "../../layouts/page-head.tsx";
import { DeleteDialog, type DeleteTarget } from "../../ui/destructive/delete-dialog.tsx";
import { Id } from "../../ui/id.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { Timeline } from "../../ui/timeline/timeline.tsx";
import { useEntity } from "../../util/entities.ts";
import { capital } from "../../util/number-words.ts";
import { paths } from "../../util/paths.ts";
import { useCan } from "../../util/session.ts";

const route = getRouteApi("/signed-in/records/$entity/$key");

/** Any record of any table: its history. */
export function RecordPage() {
  const { entity, key } = route.useParams();
  const registered = useEntity(entity);
  const can = useCan();
  const [target, setTarget] = useState<DeleteTarget | null>(null);
  const mayDelete = deletable.find((name) => name === entity && name !== "users");
  return (
    <>
      <ScrollPane label="Record">
        <RecordHead
          title={`${capital(registered?.labels.one ?? entity)}, timeline`}
          under={
            <>
              <Id value={key} what="key" whole />
              {can("audit.read") && (
                <Link {...paths.audit({ entity, key })}>Its events in the audit</Link>
              )}
            </>
          }
          acts={
            mayDelete &&
            can("content.delete") && (
              <Button
                variant="outline"
                color="red"
                onClick={() => setTarget({ entity: mayDelete, key })}
              >
                Delete…
              </Button>
            )
          }
        />
        <Timeline key={`${entity} ${key}`} entity={entity} recordKey={key} />
      </ScrollPane>
      <DeleteDialog target={target} onClose={() => setTarget(null)} />
    </>
  );
}

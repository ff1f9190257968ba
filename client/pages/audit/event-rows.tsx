import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AuditEvent, AuditRow } from "../../../shared/schemas/audit.ts";
import { api } from "../../api.ts";
import { TableFoot } from "../../table/table-parts.tsx";
import { nextPage, useListQuery } from "../../table/use-list-query.ts";
import { ChangeList } from "../../ui/changes/change-list.tsx";
import { RecordValues } from "../../ui/changes/record-values.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Id } from "../../ui/id.tsx";
import { ErrorPanel, SkeletonLines } from "../../ui/panel-states.tsx";
import { count, cut } from "../../util/number-words.ts";
import { timelinePath } from "../../util/paths.ts";
import styles from "./event-page.module.css";

/** The rows that an event wrote, each with what changed or what it was. */
export function EventRows({ event: { sequence, entity, rows } }: { event: AuditEvent }) {
  const list = useListQuery(
    api.audit.rows.infiniteQueryOptions({ sequence }, { getNextPageParam: nextPage }),
  );
  return (
    <section className={styles.rows} aria-label="Rows">
      <h2>{count(rows, "row")}</h2>
      {list.error && list.rows.length === 0 ? (
        <ErrorPanel error={list.error} retry={list.retry} />
      ) : list.loading ? (
        <div className={styles.section}>
          <SkeletonLines lines={4} />
        </div>
      ) : (
        <>
          <ul>
            {list.rows.map((row) => (
              <Row key={row.key} entity={entity} row={row} openFirst={rows === 1} />
            ))}
          </ul>
          <TableFoot list={list} />
        </>
      )}
    </section>
  );
}

interface RowProps {
  readonly entity: string;
  readonly row: AuditRow;
  readonly openFirst: boolean;
}

function Row({ entity, row, openFirst }: RowProps) {
  const [open, setOpen] = useState(openFirst);
  const { key, title, changes, values } = row;
  const more = changes !== null || values !== null;
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        {more ? (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            onClick={() => setOpen((old) => !old)}
          >
            <Icon name={open ? "down" : "right"} size={12} />
            <span className="clip">{cut(title)}</span>
          </button>
        ) : (
          <span className={`clip ${styles.plain}`}>{cut(title)}</span>
        )}
        <Id value={key} what="key" />
        <Link {...timelinePath(entity, key)}>Timeline</Link>
      </div>
      {open && changes && (
        <div className={styles.values}>
          <ChangeList changes={changes} />
        </div>
      )}
      {open && values && (
        <div className={styles.values}>
          <RecordValues values={values} />
        </div>
      )}
    </li>
  );
}

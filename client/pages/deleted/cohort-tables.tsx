import { Button, Checkbox } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Cohort } from "../../../shared/schemas/deleted.ts";
import { Icon } from "../../ui/icon.tsx";
import { errorWords } from "../../util/error-words.ts";
import { capital, count, number } from "../../util/number-words.ts";
import styles from "./cohort-page.module.css";
import { CohortRows } from "./cohort-rows.tsx";
import { allRows, changed, mostChosen, type Selection } from "./selection.ts";

interface CohortTablesProps {
  readonly cohort: Cohort;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
}

/** What went, table by table; each opens to its rows. */
export function CohortTables(props: CohortTablesProps) {
  const { tables, root } = props.cohort;
  return (
    <div className={styles.tables}>
      {tables.map((table) => (
        <TableBranch
          key={table.entity}
          {...props}
          table={table}
          openFirst={table.entity === root.entity || tables.length === 1}
        />
      ))}
    </div>
  );
}

interface TableBranchProps extends CohortTablesProps {
  readonly table: Cohort["tables"][number];
  readonly openFirst: boolean;
}

function TableBranch({ cohort, table, openFirst, selection, onSelect }: TableBranchProps) {
  const [open, setOpen] = useState(openFirst);
  const { entity, label, rows, restored } = table;
  const id = `rows-${entity}`;
  return (
    <section aria-label={capital(label)}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.disclosure}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen((old) => !old)}
        >
          <Icon name={open ? "down" : "right"} size={12} />
          {capital(label)}
          <span className="dim number">
            {number(rows)}
            {restored > 0 && (restored === rows ? ", all back" : `, ${number(restored)} back`)}
          </span>
        </button>
        {selection && restored < rows && (
          <WholeTable cohort={cohort} table={table} selection={selection} onSelect={onSelect} />
        )}
      </div>
      <div id={id}>
        {open && (
          <CohortRows
            cohort={cohort.cohort}
            entity={entity}
            label={label}
            selection={selection}
            onSelect={onSelect}
          />
        )}
      </div>
    </section>
  );
}

type WholeTableProps = Omit<TableBranchProps, "openFirst"> & {
  readonly selection: NonNullable<Selection>;
};

/** Chooses all rows of a table, also those that are not on the screen yet. */
function WholeTable({ cohort, table, selection, onSelect }: WholeTableProps) {
  const [busy, setBusy] = useState(false);
  const { entity, label, rows, restored } = table;
  const chosen = [...selection.values()].filter((row) => row.entity === entity).length;
  const all = chosen >= rows - restored;
  if (rows - restored > mostChosen) {
    return (
      <span className="dim small">More than {number(mostChosen)}: choose everything instead</span>
    );
  }
  const change = async () => {
    setBusy(true);
    try {
      onSelect(changed(selection, await allRows(cohort.cohort, entity), !all));
    } catch (error) {
      const { title, detail } = errorWords(error);
      notifications.show({ color: "red", title, message: detail });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {chosen > 0 && <span className="dim small number">{count(chosen, "row")} chosen</span>}
      {busy && <Button variant="transparent" size="compact-xs" loading aria-label="Loading rows" />}
      <Checkbox
        size="xs"
        label="All"
        aria-label={`All ${label}`}
        checked={all}
        indeterminate={chosen > 0 && !all}
        disabled={busy}
        onChange={() => void change()}
      />
    </>
  );
}

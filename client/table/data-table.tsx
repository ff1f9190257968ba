import {
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo, useRef } from "react";
import { keyScope } from "../util/keys.ts";
import { useVirtualRows } from "../ui/use-virtual-rows.ts";
import { ErrorPanel } from "../ui/panel-states.tsx";
import { type DataColumn, nextSort, type Sorting } from "./columns.ts";
import styles from "./data-table.module.css";
import { SkeletonRows, TableFoot } from "./table-parts.tsx";
import { useActiveRow } from "./use-active-row.ts";
import type { ListQuery } from "./use-list-query.ts";

export const rowHeight = 36;
const features = tableFeatures({ columnVisibilityFeature });

interface DataTableProps<Row> {
  /** Names the table to those who do not see it. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly list: ListQuery<Row>;
  readonly rowId: (row: Row) => string;
  /** The row whose record is open. */
  readonly openId?: string | undefined;
  readonly onOpen?: (row: Row) => void;
  /** Beside an open record there is room for the columns marked `keep` alone. */
  readonly compact?: boolean;
  readonly sorting?: Sorting;
  readonly empty: ReactNode;
}

/** Every list: virtual rows, more when they run out, j and k, Enter, and the states between. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, list, rowId, openId, onOpen, compact = false, sorting, empty } = props;
  const root = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { rows: data } = list;

  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map(({ id, header, cell }) =>
      helper.display({ id, header, cell: ({ row }) => cell(row.original) }),
    );
  }, [columns]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id, keep }) => [id, !compact || keep === true])),
    [columns, compact],
  );
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowId,
    state: { columnVisibility },
  });
  const rows = table.getRowModel().rows;
  const { virtualizer, margin } = useVirtualRows({
    count: rows.length,
    estimate: rowHeight,
    keyOf: (index) => rows[index]?.id ?? String(index),
    holder: body,
    covered: rowHeight,
  });
  const active = useActiveRow({ root, rows, virtualizer, openId, onOpen, list });
  const shown = columns.filter(({ id }) => columnVisibility[id]);

  if (list.error && data.length === 0) return <ErrorPanel error={list.error} retry={list.retry} />;
  if (!list.loading && data.length === 0) return empty;
  return (
    <>
      <div
        ref={root}
        role="grid"
        aria-label={label}
        aria-rowcount={list.hasMore || list.loading ? -1 : rows.length + 1}
        aria-busy={list.loading || list.stale}
        className={styles.table}
        style={{ "--columns": shown.map(({ width }) => width).join(" ") } as React.CSSProperties}
        {...keyScope}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.row}>
            {shown.map((column) => (
              <HeadCell key={column.id} column={column} sorting={sorting} />
            ))}
          </div>
        </div>
        <div
          ref={body}
          role="rowgroup"
          className={styles.body}
          style={{ height: list.loading ? undefined : virtualizer.getTotalSize() }}
        >
          {list.loading && <SkeletonRows columns={shown.length} />}
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={row.id === openId}
                data-row={row.id}
                tabIndex={index === active.index ? 0 : -1}
                className={styles.row}
                data-opens={onOpen !== undefined}
                style={{ transform: `translateY(${start - margin}px)` }}
                onFocus={() => active.set(index)}
                onClick={() => {
                  active.set(index);
                  onOpen?.(row.original);
                }}
              >
                {row.getVisibleCells().map((cell, place) => (
                  <div
                    key={cell.id}
                    role="gridcell"
                    className={styles.cell}
                    data-align={shown[place]?.align}
                  >
                    <table.FlexRender cell={cell} />
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <TableFoot list={list} />
    </>
  );
}

function HeadCell<Row>({
  column,
  sorting,
}: {
  column: DataColumn<Row>;
  sorting: Sorting | undefined;
}) {
  const { header, sort, align } = column;
  if (!sort || !sorting) {
    return (
      <div role="columnheader" className={styles.headCell} data-align={align}>
        {header}
      </div>
    );
  }
  const { value, onChange } = sorting;
  const direction = value === sort ? "ascending" : value === `-${sort}` ? "descending" : "none";
  return (
    <div role="columnheader" aria-sort={direction} className={styles.headCell} data-align={align}>
      <button type="button" className={styles.sort} onClick={() => onChange(nextSort(value, sort))}>
        {header}
        <span aria-hidden="true">{{ ascending: "↑", descending: "↓", none: "" }[direction]}</span>
      </button>
    </div>
  );
}

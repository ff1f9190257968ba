import { propertyWords } from "../../util/property-words.ts";
import styles from "./changes.module.css";
import { Value } from "./value.tsx";

/** A record's former state, column by column. */
export function RecordValues({ values }: { values: Readonly<Record<string, unknown>> }) {
  return (
    <dl className={styles.changes}>
      {Object.entries(values).map(([property, value]) => (
        <div key={property} className={styles.change}>
          <dt>{propertyWords(property)}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

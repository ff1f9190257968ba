import type { Change } from "../../../shared/schemas/audit.ts";
import { propertyWords } from "../../util/property-words.ts";
import { wordDiff } from "../../util/word-diff.ts";
import styles from "./changes.module.css";
import { Value } from "./value.tsx";

/** From how many characters on a text is compared word by word. */
const longText = 40;

const isLong = (value: unknown): value is string =>
  typeof value === "string" && value.length > longText;

/** What an update changed, old → new; a secret is named and not shown. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <dl className={styles.changes}>
      {changes.map((change) => (
        <div key={change.name} className={styles.change}>
          <dt>{propertyWords(change.property)}</dt>
          <dd>
            <ChangeValues change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ChangeValues({ change: { before, after, secret } }: { change: Change }) {
  const parts = !secret && isLong(before) && isLong(after) ? wordDiff(before, after) : null;
  if (parts) {
    return (
      <p className={styles.text}>
        {parts.map(({ kind, text }, index) =>
          kind === "same" ? (
            text
          ) : kind === "gone" ? (
            <del key={index}>{text}</del>
          ) : (
            <ins key={index}>{text}</ins>
          ),
        )}
      </p>
    );
  }
  return (
    <div className={styles.pair}>
      <del>
        <span className="hidden-words">Before: </span>
        <Value value={before} secret={secret} />
      </del>
      <span aria-hidden="true" className="dim">
        →
      </span>
      <ins>
        <span className="hidden-words">After: </span>
        <Value value={after} secret={secret} />
      </ins>
    </div>
  );
}

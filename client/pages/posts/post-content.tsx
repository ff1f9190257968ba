import type { Outputs } from "../../api.ts";
import { count, number } from "../../util/number-words.ts";
import styles from "./post-page.module.css";

/** What was posted, its hashtags, reactions and media. */
export function PostContent({ detail }: { detail: Outputs["posts"]["get"] }) {
  const { post, reactions, hashtags, media, counts } = detail;
  return (
    <div className={styles.content}>
      <p className={styles.text}>{post.content}</p>
      <div className={styles.extras}>
        {hashtags.length > 0 && (
          <span>{hashtags.map((tag) => (tag.startsWith("#") ? tag : `#${tag}`)).join(" ")}</span>
        )}
        <span className="number">
          {counts.reactions === 0
            ? "No reactions"
            : reactions.map(({ type, count: many }) => `${type} ${number(many)}`).join(", ")}
        </span>
        {media.length > 0 && (
          <span title={media.map(({ url }) => url).join("\n")}>
            {count(media.length, "file")}: {media.map(({ type }) => type).join(", ")}
          </span>
        )}
      </div>
    </div>
  );
}

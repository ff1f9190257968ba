import type pg from "pg";
import { BrokenField } from "../broken-line.ts";
import {
  type Broken,
  type LdbcTable,
  ldbcId,
  person,
  type StagedFile,
  type StagedLine,
  toPerson,
  toPost,
} from "./table.ts";

const comments: StagedFile = {
  name: "dynamic/comment",
  header: [
    "id",
    "creationDate",
    "locationIP",
    "browserUsed",
    "content",
    "length",
    "creator",
    "place",
    "replyOfPost",
    "replyOfComment",
  ],
  table: "jobs.ldbc_comment",
  columns: {
    id: "uuid",
    author_id: "uuid",
    content: "text",
    created_at: "timestamptz",
    reply_of_post: "uuid",
    parent_comment_id: "uuid",
  },
  stage: (fields) => {
    const [post, comment] = [fields.optionalId(8), fields.optionalId(9)];
    if (!post === !comment) {
      throw new BrokenField(9, "expected either replyOfPost or replyOfComment");
    }
    return [
      ldbcId("comment", fields.id(0)),
      person(fields.id(6)),
      fields.text(4),
      fields.time(1),
      post && ldbcId("post", post),
      comment && ldbcId("comment", comment),
    ];
  },
};

/**
 * A reply names its parent alone, and the post is at the root of the thread. It is found level by
 * level in the database: no map of ids would fit into memory at a large scale.
 */
async function findPosts(client: pg.ClientBase, broken: Broken): Promise<void> {
  const first = async (condition: string) => {
    const { rows } = await client.query<StagedLine>(
      `SELECT c.part, c.line FROM jobs.ldbc_comment c WHERE ${condition}
      ORDER BY c.part, c.line LIMIT 1`,
    );
    return rows[0];
  };
  const orphan = await first(`c.parent_comment_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM jobs.ldbc_comment p WHERE p.id = c.parent_comment_id)`);
  if (orphan) {
    await broken(
      comments,
      orphan,
      9,
      (id) => `${id} is not the id of a comment of dynamic/comment`,
    );
  }
  await client.query(`CREATE UNLOGGED TABLE jobs.ldbc_thread AS
    WITH RECURSIVE thread (id, post_id) AS (
      SELECT id, reply_of_post FROM jobs.ldbc_comment WHERE reply_of_post IS NOT NULL
      UNION ALL
      SELECT c.id, t.post_id FROM thread t JOIN jobs.ldbc_comment c ON c.parent_comment_id = t.id
    ) SELECT id, post_id FROM thread`);
  await client.query("ANALYZE jobs.ldbc_thread");
  const circle = await first("NOT EXISTS (SELECT FROM jobs.ldbc_thread t WHERE t.id = c.id)");
  if (circle) {
    await broken(comments, circle, 9, (id) => `the replies above ${id} form a circle`);
  }
}

export const commentsTable: LdbcTable = {
  files: [comments],
  merges: [
    {
      entity: "comments",
      label: "comments",
      from: comments,
      rows: `SELECT c.*, t.post_id, c.created_at AS updated_at
        FROM jobs.ldbc_comment c JOIN jobs.ldbc_thread t USING (id)`,
      into: [
        "id",
        "post_id",
        "author_id",
        "content",
        "parent_comment_id",
        "created_at",
        "updated_at",
      ],
      references: [toPerson("author_id", 6), toPost("reply_of_post", 8)],
      ownIds: true,
      prepare: findPosts,
    },
  ],
};

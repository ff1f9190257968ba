import type pg from "pg";
import type { Page, Person } from "../../shared/schemas/fields.ts";
import { keyset, type OrderColumn, type PageInput } from "../paging.ts";
import { where } from "./filters.ts";
import { personSql } from "./person.ts";
import { Parameters } from "./record-sql.ts";

export interface ThreadComment {
  readonly id: string;
  readonly parentId: string | null;
  readonly author: Person;
  readonly content: string;
  readonly createdAt: string;
  readonly reactions: number;
}

export interface AuthorComment {
  readonly id: string;
  readonly post: { readonly id: string; readonly content: string };
  readonly content: string;
  readonly createdAt: string;
}

const byTime: readonly OrderColumn[] = [
  { sql: "c.created_at", type: "timestamptz" },
  { sql: "c.id", type: "uuid" },
];
const values = (row: { createdAt: string; id: string }) => [row.createdAt, row.id];

/** All comments of a post, oldest first: a reply comes after what it replies to. */
export async function listThread(
  pool: pg.Pool,
  { postId, ...page }: PageInput & { postId: string },
): Promise<Page<ThreadComment>> {
  const parameters = new Parameters();
  const post = parameters.add(postId);
  const keys = keyset<ThreadComment>(
    { list: "thread", columns: byTime, direction: "asc", values },
    { postId },
    page,
    parameters,
  );
  const { rows } = await pool.query<ThreadComment>(
    `WITH c AS MATERIALIZED (
      SELECT c.id, c.parent_comment_id, c.author_id, c.content, c.created_at
      FROM comments c ${where(`c.post_id = ${post}::uuid`, keys.where)} ${keys.tail}
    )
    SELECT c.id, c.parent_comment_id AS "parentId", ${personSql("u")} AS author, c.content,
      c.created_at AS "createdAt",
      (SELECT count(*) FROM reactions r WHERE r.target_id = c.id AND r.target_type = 'comment') AS reactions
    FROM c JOIN users u ON u.id = c.author_id ${keys.tail}`,
    parameters.values,
  );
  return keys.page(rows);
}

/** What one person commented, newest first. */
export async function listComments(
  pool: pg.Pool,
  { authorId, ...page }: PageInput & { authorId: string },
): Promise<Page<AuthorComment>> {
  const parameters = new Parameters();
  const author = parameters.add(authorId);
  const keys = keyset<AuthorComment>(
    { list: "comments", columns: byTime, direction: "desc", values },
    { authorId },
    page,
    parameters,
  );
  const { rows } = await pool.query<AuthorComment>(
    `SELECT c.id, json_build_object('id', p.id, 'content', left(p.content, 140)) AS post,
      left(c.content, 280) AS content, c.created_at AS "createdAt"
    FROM comments c JOIN posts p ON p.id = c.post_id
    ${where(`c.author_id = ${author}::uuid`, keys.where)} ${keys.tail}`,
    parameters.values,
  );
  return keys.page(rows);
}

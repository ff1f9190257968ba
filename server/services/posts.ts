import type pg from "pg";
import type { z } from "zod";
import { posts } from "../../drizzle/entities/posts.ts";
import type { PostsFilter, postsList } from "../../shared/schemas/content.ts";
import type { Count, Page, Person } from "../../shared/schemas/fields.ts";
import { countRows } from "../count.ts";
import { keyset } from "../paging.ts";
import { conditions, where } from "./filters.ts";
import { missing } from "./missing.ts";
import { personSql } from "./person.ts";
import { Parameters } from "./record-sql.ts";

/** Letters of a post that a list shows. */
const excerpt = 280;

export interface PostRow {
  readonly id: string;
  readonly author: Person;
  /** The first 280 characters. */
  readonly content: string;
  readonly privacy: string;
  readonly createdAt: string;
  readonly comments: number;
  readonly reactions: number;
}

function filter(input: Omit<PostsFilter, "exact">, parameters: Parameters): string[] {
  return conditions(parameters, [
    [input.authorId, (value) => `p.author_id = ${value}::uuid`],
    [input.privacy, (value) => `p.privacy = ${value}`],
    [input.createdFrom, (value) => `p.created_at >= ${value}::timestamptz`],
    [input.createdTo, (value) => `p.created_at < ${value}::timestamptz`],
  ]);
}

export async function listPosts(
  pool: pg.Pool,
  input: z.output<typeof postsList>,
): Promise<Page<PostRow>> {
  const { sort, cursor, limit, ...filters } = input;
  const parameters = new Parameters();
  const keys = keyset<PostRow>(
    {
      list: "posts",
      columns: [
        { sql: "p.created_at", type: "timestamptz" },
        { sql: "p.id", type: "uuid" },
      ],
      direction: sort?.direction ?? "desc",
      values: (row) => [row.createdAt, row.id],
    },
    filters,
    { cursor, limit },
    parameters,
  );
  // The page first, then what is counted: for its rows alone.
  const { rows } = await pool.query<PostRow>(
    `WITH p AS MATERIALIZED (
      SELECT p.id, p.author_id, left(p.content, ${excerpt}) AS content, p.privacy, p.created_at
      FROM posts p ${where(...filter(filters, parameters), keys.where)} ${keys.tail}
    )
    SELECT p.id, ${personSql("u")} AS author, p.content, p.privacy, p.created_at AS "createdAt",
      (SELECT count(*) FROM comments c WHERE c.post_id = p.id) AS comments,
      (SELECT count(*) FROM reactions r WHERE r.target_id = p.id AND r.target_type = 'post') AS reactions
    FROM p JOIN users u ON u.id = p.author_id ${keys.tail}`,
    parameters.values,
  );
  return keys.page(rows);
}

export function countPosts(pool: pg.Pool, input: PostsFilter): Promise<Count> {
  const parameters = new Parameters();
  const text = `SELECT FROM posts p ${where(...filter(input, parameters))}`;
  return countRows(pool, { text, values: parameters.values, exact: input.exact });
}

export interface PostDetail {
  readonly post: {
    readonly id: string;
    readonly author: Person;
    readonly content: string;
    readonly privacy: string;
    readonly createdAt: string;
    readonly updatedAt: string;
  };
  readonly counts: { readonly comments: number; readonly reactions: number };
  readonly reactions: { readonly type: string; readonly count: number }[];
  readonly hashtags: string[];
  readonly media: { readonly id: string; readonly url: string; readonly type: string }[];
}

export async function getPost(pool: pg.Pool, id: string): Promise<PostDetail> {
  const [post, comments, reactions, hashtags, media] = await Promise.all([
    pool.query<PostDetail["post"]>(
      `SELECT p.id, ${personSql("u")} AS author, p.content, p.privacy,
        p.created_at AS "createdAt", p.updated_at AS "updatedAt"
      FROM posts p JOIN users u ON u.id = p.author_id WHERE p.id = $1`,
      [id],
    ),
    pool.query<{ count: number }>("SELECT count(*) FROM comments WHERE post_id = $1", [id]),
    pool.query<PostDetail["reactions"][number]>(
      `SELECT type, count(*) FROM reactions WHERE target_id = $1 AND target_type = 'post'
      GROUP BY type ORDER BY count(*) DESC, type`,
      [id],
    ),
    pool.query<{ name: string }>(
      `SELECT h.name FROM post_hashtags t JOIN hashtags h ON h.id = t.hashtag_id
      WHERE t.post_id = $1 ORDER BY h.name`,
      [id],
    ),
    pool.query<PostDetail["media"][number]>(
      "SELECT id, url, type FROM media WHERE post_id = $1 ORDER BY created_at, id LIMIT 100",
      [id],
    ),
  ]);
  const [found] = post.rows;
  if (!found) throw await missing(pool, posts, id);
  return {
    post: found,
    counts: {
      comments: comments.rows[0]?.count ?? 0,
      reactions: reactions.rows.reduce((sum, { count }) => sum + count, 0),
    },
    reactions: reactions.rows,
    hashtags: hashtags.rows.map(({ name }) => name),
    media: media.rows,
  };
}

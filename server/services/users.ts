import type pg from "pg";
import { users } from "../../drizzle/entities/users.ts";
import type { Count, Page, Person } from "../../shared/schemas/fields.ts";
import type { UsersFilter, usersList } from "../../shared/schemas/users.ts";
import type { z } from "zod";
import { countRows, estimateRows } from "../count.ts";
import { keyset, type Order, type OrderColumn } from "../paging.ts";
import { conditions, searchSql, where } from "./filters.ts";
import { missing } from "./missing.ts";
import { Parameters } from "./record-sql.ts";

export interface UserRow extends Person {
  readonly email: string;
  readonly createdAt: string;
}

/** A user name and an e-mail are unique; people of one moment are told apart by their id. */
const sorts: Record<"createdAt" | "username" | "email", readonly OrderColumn[]> = {
  createdAt: [
    { sql: "u.created_at", type: "timestamptz" },
    { sql: "u.id", type: "uuid" },
  ],
  username: [{ sql: "u.username", type: "text" }],
  email: [{ sql: "u.email", type: "text" }],
};

function order(sort: z.output<typeof usersList>["sort"]): Order<UserRow> {
  const { by, direction } = sort ?? { by: "createdAt", direction: "desc" };
  return {
    list: `users by ${by}`,
    columns: sorts[by],
    direction,
    values: (row) => (by === "createdAt" ? [row.createdAt, row.id] : [row[by]]),
  };
}

const created = ({ createdFrom, createdTo }: Omit<UsersFilter, "exact">, p: Parameters) =>
  conditions(p, [
    [createdFrom, (value) => `u.created_at >= ${value}::timestamptz`],
    [createdTo, (value) => `u.created_at < ${value}::timestamptz`],
  ]);

const columns = `u.id, u.username, u.full_name AS "fullName", u.email, u.created_at AS "createdAt"`;

/** By the planner's estimate: fewer than this are gathered by the search index and then sorted. */
const few = 5_000;
/** People that are looked through in the list's order before the search index is asked. */
const nearby = 20_000;

/**
 * A search that finds many is quickest in the list's own order, until the page is full; one whose
 * finds all lie far down would read everything before them. So that order is followed a bounded
 * way only, and then all finds are gathered by the search index.
 */
export async function listUsers(
  pool: pg.Pool,
  input: z.output<typeof usersList>,
): Promise<Page<UserRow>> {
  const { sort, cursor, limit, ...filters } = input;
  const p = new Parameters();
  const keys = keyset(order(sort), filters, { cursor, limit }, p);
  const range = where(...created(filters, p), keys.where);
  const search = filters.search && searchSql(users, "u", filters.search, p);
  const read = async (text: string) => keys.page((await pool.query<UserRow>(text, p.values)).rows);
  if (!search) return read(`SELECT ${columns} FROM users u ${range} ${keys.tail}`);

  const all = `FROM users u ${range ? `${range} AND` : "WHERE"} ${search}`;
  const finds = await estimateRows(pool, { text: `SELECT ${all}`, values: p.values });
  if (finds > few) {
    const near = `SELECT u.id, u.username, u.full_name, u.email, u.created_at
      FROM users u ${range} ${keys.order} LIMIT ${nearby}`;
    const page = await read(`SELECT ${columns} FROM (${near}) u WHERE ${search} ${keys.tail}`);
    if (page.nextCursor !== null) return page;
  }
  return read(
    `WITH u AS MATERIALIZED (SELECT u.id, u.username, u.full_name, u.email, u.created_at ${all})
    SELECT ${columns} FROM u ${keys.tail}`,
  );
}

export function countUsers(pool: pg.Pool, input: UsersFilter): Promise<Count> {
  const p = new Parameters();
  const search = input.search && searchSql(users, "u", input.search, p);
  const text = `SELECT FROM users u ${where(...created(input, p), search || undefined)}`;
  return countRows(pool, { text, values: p.values, exact: input.exact });
}

interface UserDetail extends UserRow {
  readonly bio: string | null;
  readonly profilePictureUrl: string | null;
  readonly coverPhotoUrl: string | null;
  readonly updatedAt: string;
}

interface UserCounts {
  readonly posts: number;
  readonly comments: number;
  readonly friends: number;
  readonly tickets: number;
}

export async function getUser(
  pool: pg.Pool,
  id: string,
): Promise<{ user: UserDetail; counts: UserCounts }> {
  const [user, counts] = await Promise.all([
    pool.query<UserDetail>(
      `SELECT id, username, full_name AS "fullName", email, bio, created_at AS "createdAt",
        profile_picture_url AS "profilePictureUrl", cover_photo_url AS "coverPhotoUrl",
        updated_at AS "updatedAt"
      FROM users WHERE id = $1`,
      [id],
    ),
    pool.query<UserCounts>(
      `SELECT (SELECT count(*) FROM posts WHERE author_id = $1) AS posts,
        (SELECT count(*) FROM comments WHERE author_id = $1) AS comments,
        (SELECT count(*) FROM friendships WHERE user_id = $1)
          + (SELECT count(*) FROM friendships WHERE friend_id = $1) AS friends,
        (SELECT count(*) FROM tickets WHERE user_id = $1) AS tickets`,
      [id],
    ),
  ]);
  const [found] = user.rows;
  const [counted] = counts.rows;
  if (!found || !counted) throw await missing(pool, users, id);
  return { user: found, counts: counted };
}

interface FriendRow {
  readonly person: Person;
  readonly since: string;
}

export async function listFriends(
  pool: pg.Pool,
  { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number },
): Promise<Page<FriendRow>> {
  const parameters = new Parameters();
  const self = parameters.add(id);
  const keys = keyset<FriendRow>(
    {
      list: "friends",
      columns: [
        { sql: "f.created_at", type: "timestamptz" },
        { sql: "f.friend", type: "uuid" },
      ],
      direction: "desc",
      values: (row) => [row.since, row.person.id],
    },
    { id },
    { cursor, limit },
    parameters,
  );
  // A friendship is stored once, under the smaller id.
  const { rows } = await pool.query<FriendRow>(
    `SELECT json_build_object('id', u.id, 'username', u.username, 'fullName', u.full_name) AS person,
      f.created_at AS since
    FROM (
      SELECT friend_id AS friend, created_at FROM friendships WHERE user_id = ${self}
      UNION ALL
      SELECT user_id, created_at FROM friendships WHERE friend_id = ${self}
    ) f JOIN users u ON u.id = f.friend ${where(keys.where)} ${keys.tail}`,
    parameters.values,
  );
  return keys.page(rows);
}

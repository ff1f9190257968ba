import type pg from "pg";
import { users } from "../../drizzle/entities/users.ts";
import type { Count, Page, Person } from "../../shared/schemas/fields.ts";
import type { UsersFilter, usersList } from "../../shared/schemas/users.ts";
import type { z } from "zod";
import { countRows } from "../count.ts";
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

function filter(input: Omit<UsersFilter, "exact">, parameters: Parameters) {
  const { search, createdFrom, createdTo } = input;
  return conditions(parameters, [
    search && searchSql(users, "u", search, parameters),
    [createdFrom, (value) => `u.created_at >= ${value}::timestamptz`],
    [createdTo, (value) => `u.created_at < ${value}::timestamptz`],
  ]);
}

export async function listUsers(
  pool: pg.Pool,
  input: z.output<typeof usersList>,
): Promise<Page<UserRow>> {
  const { sort, cursor, limit, ...filters } = input;
  const parameters = new Parameters();
  const keys = keyset(order(sort), filters, { cursor, limit }, parameters);
  const { rows } = await pool.query<UserRow>(
    `SELECT u.id, u.username, u.full_name AS "fullName", u.email, u.created_at AS "createdAt"
    FROM users u ${where(...filter(filters, parameters), keys.where)} ${keys.tail}`,
    parameters.values,
  );
  return keys.page(rows);
}

export function countUsers(pool: pg.Pool, input: UsersFilter): Promise<Count> {
  const parameters = new Parameters();
  const text = `SELECT FROM users u ${where(...filter(input, parameters))}`;
  return countRows(pool, { text, values: parameters.values, exact: input.exact });
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

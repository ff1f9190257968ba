import {
  type LdbcTable,
  ldbcId,
  type Merge,
  person,
  type Reference,
  type StagedFile,
  toPerson,
  toPost,
} from "./table.ts";

const toComment: Reference = {
  column: "target_id",
  field: 1,
  to: "public.comments",
  what: "a comment of dynamic/comment",
};

const likesOf = (target: "post" | "comment", header: string): StagedFile => ({
  name: `dynamic/person_likes_${target}`,
  header: ["Person.id", header, "creationDate"],
  table: `jobs.ldbc_like_${target}`,
  columns: { id: "uuid", user_id: "uuid", target_id: "uuid", created_at: "timestamptz" },
  stage: (fields) => {
    const [user, message] = [fields.id(0), fields.id(1)];
    const id = ldbcId("like", `${user}:${target}:${message}`);
    return [id, person(user), ldbcId(target, message), fields.time(2)];
  },
});

const merge = (from: StagedFile, target: string, reference: Reference): Merge => ({
  entity: "reactions",
  label: `reactions to ${target}s (likes)`,
  from,
  rows: `SELECT *, '${target}' AS target_type, 'like' AS type FROM ${from.table}`,
  into: ["id", "user_id", "target_id", "target_type", "type", "created_at"],
  references: [toPerson("user_id", 0), reference],
  ownIds: false,
});

const likesOfPosts = likesOf("post", "Post.id");
const likesOfComments = likesOf("comment", "Comment.id");

export const likesTable: LdbcTable = {
  files: [likesOfPosts, likesOfComments],
  merges: [
    merge(likesOfPosts, "post", toPost("target_id", 1)),
    merge(likesOfComments, "comment", toComment),
  ],
};

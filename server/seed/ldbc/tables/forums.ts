import { type LdbcTable, ldbcId, person, type StagedFile, toForum, toPerson } from "./table.ts";

const forums: StagedFile = {
  name: "dynamic/forum",
  header: ["id", "title", "creationDate", "moderator"],
  table: "jobs.ldbc_forum",
  columns: {
    id: "uuid",
    title: "text",
    content: "text",
    created_at: "timestamptz",
    author_id: "uuid",
  },
  stage: (fields) => {
    const title = fields.shortText(1, 255);
    const content = `“${title}” is a forum of the LDBC social network; its moderator keeps this blog.`;
    return [ldbcId("forum", fields.id(0)), title, content, fields.time(2), person(fields.id(3))];
  },
};

const members: StagedFile = {
  name: "dynamic/forum_hasMember_person",
  header: ["Forum.id", "Person.id", "joinDate"],
  table: "jobs.ldbc_member",
  columns: { id: "uuid", target_id: "uuid", follower_id: "uuid", created_at: "timestamptz" },
  stage: (fields) => {
    const [forum, follower] = [fields.id(0), fields.id(1)];
    const id = ldbcId("member", `${forum}:${follower}`);
    return [id, ldbcId("forum", forum), person(follower), fields.time(2)];
  },
};

export const forumsTable: LdbcTable = {
  files: [forums, members],
  merges: [
    {
      entity: "blogs",
      label: "blogs (forums)",
      from: forums,
      rows: "SELECT *, created_at AS updated_at FROM jobs.ldbc_forum",
      into: ["id", "author_id", "title", "content", "created_at", "updated_at"],
      references: [toPerson("author_id", 3)],
      ownIds: true,
    },
    {
      entity: "follows",
      label: "follows of blogs (forum members)",
      from: members,
      rows: "SELECT *, 'blog' AS target_type FROM jobs.ldbc_member",
      into: ["id", "follower_id", "target_id", "target_type", "created_at"],
      references: [toForum("target_id", 0), toPerson("follower_id", 1)],
      ownIds: false,
    },
  ],
};

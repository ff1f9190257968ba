import {
  type LdbcTable,
  ldbcId,
  person,
  type StagedFile,
  toPerson,
  toPost,
  toTag,
} from "./table.ts";

const posts: StagedFile = {
  name: "dynamic/post",
  header: [
    "id",
    "imageFile",
    "creationDate",
    "locationIP",
    "browserUsed",
    "language",
    "content",
    "length",
    "creator",
    "Forum.id",
    "place",
  ],
  table: "jobs.ldbc_post",
  columns: {
    id: "uuid",
    author_id: "uuid",
    content: "text",
    created_at: "timestamptz",
    media_id: "uuid",
    url: "text",
  },
  stage: (fields) => {
    const id = fields.id(0);
    const image = fields.get(1) === "" ? null : fields.shortText(1, 450);
    return [
      ldbcId("post", id),
      person(fields.id(8)),
      fields.text(6),
      fields.time(2),
      image && ldbcId("image", id),
      image && `https://images.ldbc.invalid/${encodeURI(image)}`,
    ];
  },
};

const postTags: StagedFile = {
  name: "dynamic/post_hasTag_tag",
  header: ["Post.id", "Tag.id"],
  table: "jobs.ldbc_post_tag",
  columns: { post_id: "uuid", hashtag_id: "uuid" },
  stage: (fields) => [ldbcId("post", fields.id(0)), ldbcId("tag", fields.id(1))],
};

export const postsTable: LdbcTable = {
  files: [posts, postTags],
  merges: [
    {
      entity: "posts",
      label: "posts",
      from: posts,
      rows: "SELECT *, created_at AS updated_at FROM jobs.ldbc_post",
      into: ["id", "author_id", "content", "created_at", "updated_at"],
      references: [toPerson("author_id", 8)],
      ownIds: true,
    },
    {
      entity: "media",
      label: "media files (images of posts)",
      from: posts,
      rows: `SELECT media_id AS id, part, line, author_id AS user_id, id AS post_id, url,
          'image' AS type, created_at FROM jobs.ldbc_post WHERE media_id IS NOT NULL`,
      into: ["id", "user_id", "post_id", "url", "type", "created_at"],
      references: [],
      ownIds: false,
    },
    {
      entity: "post_hashtags",
      label: "hashtags of posts",
      from: postTags,
      rows: "SELECT * FROM jobs.ldbc_post_tag",
      into: ["post_id", "hashtag_id"],
      references: [toPost("post_id", 0), toTag("hashtag_id", 1)],
      ownIds: false,
    },
  ],
};

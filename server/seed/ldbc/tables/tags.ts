import { type LdbcTable, ldbcId, type StagedFile } from "./table.ts";

/** Older than anything a person of the data set does: the tags come with the network. */
const beginning = "2010-01-01T00:00:00Z";

const tags: StagedFile = {
  name: "static/tag",
  header: ["id", "name", "url", "hasType"],
  table: "jobs.ldbc_tag",
  columns: { id: "uuid", name: "text", created_at: "timestamptz" },
  stage: (fields) => [ldbcId("tag", fields.id(0)), fields.shortText(1, 100), beginning],
};

export const tagsTable: LdbcTable = {
  files: [tags],
  merges: [
    {
      entity: "hashtags",
      label: "hashtags",
      from: tags,
      rows: "SELECT * FROM jobs.ldbc_tag",
      into: ["id", "name", "created_at"],
      references: [],
      ownIds: true,
      clash: { field: 1, problem: "another hashtag has this name already" },
    },
  ],
};

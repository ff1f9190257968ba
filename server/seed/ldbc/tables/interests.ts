import { type LdbcTable, ldbcId, person, type StagedFile, toPerson, toTag } from "./table.ts";

const interests: StagedFile = {
  name: "dynamic/person_hasInterest_tag",
  header: ["Person.id", "Tag.id"],
  table: "jobs.ldbc_interest",
  columns: { id: "uuid", follower_id: "uuid", target_id: "uuid" },
  stage: (fields) => {
    const [follower, tag] = [fields.id(0), fields.id(1)];
    return [ldbcId("interest", `${follower}:${tag}`), person(follower), ldbcId("tag", tag)];
  },
};

export const interestsTable: LdbcTable = {
  files: [interests],
  merges: [
    {
      entity: "follows",
      label: "follows of hashtags (interests)",
      from: interests,
      // An interest has no date of its own: a person has it from the beginning.
      rows: `SELECT s.*, 'hashtag' AS target_type, u.created_at
        FROM jobs.ldbc_interest s LEFT JOIN public.users u ON u.id = s.follower_id`,
      into: ["id", "follower_id", "target_id", "target_type", "created_at"],
      references: [toPerson("follower_id", 0), toTag("target_id", 1)],
      ownIds: false,
    },
  ],
};

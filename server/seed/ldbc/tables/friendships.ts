import { BrokenField } from "../broken-line.ts";
import { type LdbcTable, ldbcId, person, type StagedFile, toPerson } from "./table.ts";

const knows: StagedFile = {
  name: "dynamic/person_knows_person",
  header: ["Person.id", "Person.id", "creationDate"],
  table: "jobs.ldbc_knows",
  columns: {
    id: "uuid",
    user_id: "uuid",
    friend_id: "uuid",
    created_at: "timestamptz",
    swapped: "boolean",
  },
  stage: (fields) => {
    const [first, second] = [person(fields.id(0)), person(fields.id(1))];
    if (first === second) throw new BrokenField(1, "a person is no friend of their own");
    const swapped = first > second;
    const [user, friend] = swapped ? [second, first] : [first, second];
    return [
      ldbcId("knows", `${user}:${friend}`),
      user,
      friend,
      fields.time(2),
      swapped ? "t" : "f",
    ];
  },
};

export const friendshipsTable: LdbcTable = {
  files: [knows],
  merges: [
    {
      entity: "friendships",
      label: "friendships",
      from: knows,
      rows: `SELECT *, CASE WHEN swapped THEN friend_id ELSE user_id END AS first_person,
          CASE WHEN swapped THEN user_id ELSE friend_id END AS second_person FROM jobs.ldbc_knows`,
      into: ["id", "user_id", "friend_id", "created_at"],
      references: [toPerson("first_person", 0), toPerson("second_person", 1)],
      ownIds: false,
    },
  ],
};

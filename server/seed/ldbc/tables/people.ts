import { handleOf } from "../../handle.ts";
import type { Fields } from "../fields.ts";
import { type LdbcTable, type Merge, person, type StagedFile, type StagedLine } from "./table.ts";

const emails: StagedFile = {
  name: "dynamic/person_email_emailaddress",
  header: ["Person.id", "email"],
  table: "jobs.ldbc_email",
  columns: { person_id: "uuid", email: "text" },
  stage: (fields) => [person(fields.id(0)), fields.email(1)],
};

const people: StagedFile = {
  name: "dynamic/person",
  header: [
    "id",
    "firstName",
    "lastName",
    "gender",
    "birthday",
    "creationDate",
    "locationIP",
    "browserUsed",
    "place",
  ],
  table: "jobs.ldbc_person",
  columns: { id: "uuid", username: "text", full_name: "text", created_at: "timestamptz" },
  stage: (fields) => [person(fields.id(0)), username(fields), fullName(fields), fields.time(5)],
};

function fullName(fields: Fields): string {
  fields.shortText(1, 49);
  fields.shortText(2, 50);
  return `${fields.text(1)} ${fields.text(2)}`;
}

/** The name for people to read, the id for it to be unique: `jose.alonso.24g3kvd1gk`. */
function username(fields: Fields): string {
  const name = handleOf(`${fields.text(1)} ${fields.text(2)}`).slice(0, 36) || "person";
  return `${name}.${BigInt(fields.id(0)).toString(36)}`;
}

const users: Merge = {
  entity: "users",
  label: "people",
  from: people,
  rows: `SELECT s.id, s.part, s.line, s.username, s.full_name, '!' AS password_hash, s.created_at,
      s.created_at AS updated_at, coalesce(e.email, s.username || '@ldbc.invalid') AS email
    FROM jobs.ldbc_person s LEFT JOIN (
      SELECT DISTINCT ON (person_id) person_id, email FROM jobs.ldbc_email
      ORDER BY person_id, part, line
    ) e ON e.person_id = s.id`,
  into: ["id", "email", "username", "full_name", "password_hash", "created_at", "updated_at"],
  references: [],
  ownIds: true,
  clash: {
    field: 0,
    problem: "the e-mail address or user name of this person is another's already",
  },
  async prepare(client, broken) {
    const { rows } = await client.query<StagedLine>(
      `SELECT part, line FROM jobs.ldbc_email e
      WHERE NOT EXISTS (SELECT FROM jobs.ldbc_person p WHERE p.id = e.person_id)
      ORDER BY part, line LIMIT 1`,
    );
    if (rows[0]) {
      await broken(emails, rows[0], 0, (id) => `${id} is not the id of a person of dynamic/person`);
    }
  },
};

export const peopleTable: LdbcTable = {
  files: [emails, people],
  merges: [users],
  homeless: {
    label: "e-mail addresses beyond a person's first",
    rows: "SELECT count(*) - count(DISTINCT person_id) AS n FROM jobs.ldbc_email",
  },
};

import type { LdbcFile } from "./data-set.ts";

/** Read and checked, but of no entity yet: the summary counts them, so that nobody misses them later. */
export interface HomelessFile extends LdbcFile {
  readonly label: string;
}

export const homelessFiles: readonly HomelessFile[] = [
  {
    name: "static/place",
    header: ["id", "name", "url", "type", "isPartOf"],
    label: "places (countries and cities)",
  },
  {
    name: "static/organisation",
    header: ["id", "type", "name", "url", "place"],
    label: "organisations",
  },
  {
    name: "static/tagclass",
    header: ["id", "name", "url", "isSubclassOf"],
    label: "tag classes",
  },
  {
    name: "dynamic/person_studyAt_organisation",
    header: ["Person.id", "Organisation.id", "classYear"],
    label: "studies of people",
  },
  {
    name: "dynamic/person_workAt_organisation",
    header: ["Person.id", "Organisation.id", "workFrom"],
    label: "work of people",
  },
  {
    name: "dynamic/person_speaks_language",
    header: ["Person.id", "language"],
    label: "languages of people",
  },
  {
    name: "dynamic/forum_hasTag_tag",
    header: ["Forum.id", "Tag.id"],
    label: "hashtags of forums",
  },
  {
    name: "dynamic/comment_hasTag_tag",
    header: ["Comment.id", "Tag.id"],
    label: "hashtags of comments",
  },
];

/** Fields of the files that are loaded, for which no column exists. */
export const homelessFields =
  "a person's gender, birthday and place; the place, IP address, browser and language of posts and comments; the forum of a post; the class and address of a tag";

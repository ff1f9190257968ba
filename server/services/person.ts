/** SQL of a Person from the `users` row of this alias. */
export const personSql = (alias: string): string =>
  `json_build_object('id', ${alias}.id, 'username', ${alias}.username, 'fullName', ${alias}.full_name)`;

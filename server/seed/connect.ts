import pg from "pg";

/**
 * A connection of its own for a long command, ended with `await using`. PostgreSQL notices within a
 * second when this process is gone, also in the middle of a long statement. With `pipeline` many
 * small statements travel together; COPY does not work there.
 */
export async function connect(
  url: string,
  name: string,
  { pipeline = false } = {},
): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    pipeline,
    options: "-c TimeZone=UTC -c DateStyle=ISO -c client_connection_check_interval=1000",
  });
  // A connection that breaks fails its query; without a listener it would end the process too.
  client.on("error", () => undefined);
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

import { createServer } from "node:net";
import { StartupError } from "./startup-error.ts";

/** Finds out in a moment, before a database starts, whether the console will be able to listen. */
export function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(listenError(error, port, host)));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()));
  });
}

/** What went wrong while listening, and what to do about it. */
export function listenError(error: Error, port: number, host: string): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new StartupError(
      `Port ${port} on ${host} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  if (code === "EACCES") {
    return new StartupError(
      `This user may not listen on port ${port}. Choose one above 1023: PORT=4000 npm start`,
    );
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new StartupError(
      `HOST is "${host}", which is no address of this machine. Use 127.0.0.1 for this machine alone or 0.0.0.0 for every address it has.`,
    );
  }
  return error;
}

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Beside this file in the sources; two folders up from the bundle in `dist/server`. */
const candidates = ["./migrations", "../../drizzle/migrations"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

export const migrationsFolder: string =
  candidates.find((folder) => existsSync(folder)) ?? candidates[0] ?? "";

import { registry } from "../../drizzle/registry.ts";
import packageJson from "../../package.json" with { type: "json" };
import { procedure, router } from "../trpc.ts";

const entities = registry.map(({ name, labels, columns, title, search, sort, filter }) => ({
  name,
  labels,
  title: title ?? null,
  search,
  sort,
  filter,
  columns: columns.map(({ property, name: column, kind, secret }) => ({
    property,
    name: column,
    kind,
    secret,
  })),
}));

export const systemRouter = router({
  /** Whether the database is as the registry says; the banner reads it. */
  status: procedure("system.read").query(async ({ ctx }) => ({
    database: await ctx.status.current(),
    version: packageJson.version,
  })),
  /** What the registry lists, for filters and labels. */
  entities: procedure("system.read").query(() => entities),
});

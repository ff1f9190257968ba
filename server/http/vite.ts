import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { isPage, sendPage } from "./pages.ts";

const root = join(import.meta.dirname, "../..");

/** Development: Vite in this process serves the client's sources, with hot reload on one port. */
export async function vitePages(app: FastifyInstance): Promise<void> {
  // Not a dependency of the built server.
  const { createServer } = await import("vite");
  const vite = await createServer({
    configFile: join(root, "vite.config.ts"),
    server: { middlewareMode: true, hmr: { server: app.server } },
    appType: "custom",
  });
  app.addHook("onClose", () => vite.close());
  app.addHook("onRequest", async (request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    if (/^\/(trpc|api)\/|^\/(healthz|readyz)$/.test(path) || isPage(request)) return;
    const handled = await new Promise<boolean>((resolve, reject) => {
      reply.raw.once("close", () => resolve(true));
      vite.middlewares(request.raw, reply.raw, (error?: Error) =>
        error ? reject(error) : resolve(false),
      );
    });
    if (handled) void reply.hijack();
  });
  app.setNotFoundHandler(async (request, reply) => {
    if (!isPage(request)) return reply.code(404).send();
    const source = await readFile(join(root, "client/index.html"), "utf8");
    return sendPage(reply, await vite.transformIndexHtml(request.url, source), { dev: true });
  });
}

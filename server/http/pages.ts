import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";
import { newNonce, pagePolicy } from "./csp.ts";
import { sendError } from "./error-handler.ts";

const client = join(
  import.meta.dirname,
  import.meta.filename.endsWith(".js") ? "../client" : "../../dist/client",
);

/** The built console: its assets, and its one page for every path that is no file. */
export async function builtPages(app: FastifyInstance): Promise<void> {
  const html = await readFile(join(client, "index.html"), "utf8").catch(() => null);
  if (html !== null) {
    await app.register(async (scope) => {
      scope.addHook("onSend", compress);
      await scope.register(fastifyStatic, {
        root: join(client, "assets"),
        prefix: "/assets/",
        // Their names hold a hash of their content.
        immutable: true,
        maxAge: "1y",
        index: false,
        logLevel: "warn",
      });
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) {
      const path = request.url.split("?")[0];
      return sendError(new AppError("NOT_FOUND", `There is nothing at ${path}.`), request, reply);
    }
    if (html === null) {
      const message = "The console is not built, so only its API answers: npm start builds it.";
      return sendError(new AppError("NOT_FOUND", message), request, reply);
    }
    return sendPage(reply, html, { dev: false });
  });
}

/** History fallback: any path that looks like a page's, not like a file's or the API's. */
export function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split("?")[0] ?? "";
  const reads = method === "GET" || method === "HEAD";
  return reads && !/^\/(trpc|api|assets)(\/|$)/.test(path) && !/\.\w{2,5}$/.test(path);
}

export function sendPage(reply: FastifyReply, html: string, options: { dev: boolean }) {
  const nonce = newNonce();
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", pagePolicy(nonce, options))
    .header("cache-control", "no-store")
    .send(html.replaceAll("__CSP_NONCE__", nonce));
}

const compressible = /^(text\/|application\/(javascript|json)|image\/svg)/;

/** A browser keeps an asset for ever, so each is compressed for a newcomer only, as it is sent. */
async function compress(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  const accepts = String(request.headers["accept-encoding"] ?? "");
  const encoding = /\bbr\b/.test(accepts) ? "br" : /\bgzip\b/.test(accepts) ? "gzip" : null;
  const type = String(reply.getHeader("content-type") ?? "");
  if (!encoding || reply.statusCode !== 200 || !compressible.test(type)) return payload;
  if (!(payload instanceof Readable)) return payload;
  void reply.header("content-encoding", encoding).header("vary", "accept-encoding");
  void reply.removeHeader("content-length");
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  return payload.pipe(encoding === "br" ? createBrotliCompress(quality) : createGzip());
}

import type { FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";

/**
 * Refuses a change that another site's page asks for: each browser says where a request comes from,
 * in `Origin` or `Sec-Fetch-Site`. A program that is no browser says neither and brings no cookies
 * of anybody else's.
 */
export function checkOrigin(request: FastifyRequest, publicUrl: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const { origin, "sec-fetch-site": site } = request.headers;
  const own = [publicUrl, `${request.protocol}://${request.host}`];
  if (
    origin === undefined
      ? site === undefined || site === "same-origin" || site === "none"
      : own.includes(origin)
  ) {
    return;
  }
  throw new AppError(
    "FORBIDDEN",
    `This request comes from another site, ${String(origin ?? "unnamed")}, and was refused. Open the console at ${publicUrl}.`,
  );
}

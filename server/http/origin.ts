import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";
import { sendError } from "./error-handler.ts";

/** The names of the machine itself: no other site's name leads to a browser's own loopback. */
const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Under which hosts and origins this server is opened; the port is known only once it listens. */
export interface Home {
  readonly publicUrl: string;
  origins(): readonly string[];
  hosts(): readonly string[];
}

export function homeOf(publicUrl: string, port: () => number): Home {
  const origins = () => [
    publicUrl,
    ...loopback.map((name) => originOf(`http://${name}:${port()}`)),
  ];
  return { publicUrl, origins, hosts: () => origins().flatMap(hostsOf) };
}

const originOf = (url: string) => new URL(url).origin;

/** A program may name the port that its scheme has anyway. */
function hostsOf(origin: string): string[] {
  const { host, port, protocol } = new URL(origin);
  return port === "" ? [host, `${host}:${protocol === "https:" ? 443 : 80}`] : [host];
}

/**
 * Refuses a request under a name that is not this server's: another site may point its own name
 * here, and its page would then be of the same origin. Returns whether the request may go on.
 */
export function checkHost(request: FastifyRequest, reply: FastifyReply, home: Home): boolean {
  // A balancer asks for these by whatever address it knows.
  if (/^\/(healthz|readyz)(\?|$)/.test(request.url)) return true;
  if (home.hosts().includes((request.host ?? "").toLowerCase())) return true;
  const message = `The console does not answer to this name. Open it at ${home.publicUrl}, or set PUBLIC_URL to where it is.`;
  void sendError(new AppError("FORBIDDEN", message), request, reply, 421);
  return false;
}

/**
 * Refuses a change that another site's page asks for: each browser says where a request comes from,
 * in `Origin` or `Sec-Fetch-Site`. A program that is no browser says neither and brings no cookies
 * of anybody else's.
 */
export function checkOrigin(request: FastifyRequest, home: Home): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const { origin, "sec-fetch-site": site } = request.headers;
  if (
    origin === undefined
      ? site === undefined || site === "same-origin" || site === "none"
      : home.origins().includes(origin)
  ) {
    return;
  }
  throw new AppError(
    "FORBIDDEN",
    `This request comes from another site, ${String(origin ?? "unnamed")}, and was refused. Open the console at ${home.publicUrl}.`,
  );
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { addressHeader, type Auth } from "../auth/auth.ts";
import { claimedBy } from "../auth/claiming-database.ts";
import { readSession } from "../auth/read-session.ts";
import { AppError } from "../errors.ts";
import { sendError } from "./error-handler.ts";

/** What of Better Auth is open; all else (signing up, impersonating, …) does not exist here. */
const open = new Set([
  "/sign-in/email",
  "/sign-out",
  "/get-session",
  "/revoke-sessions",
  "/revoke-other-sessions",
  "/change-password",
  "/admin/create-user",
  "/admin/set-role",
  "/admin/ban-user",
  "/admin/unban-user",
  "/admin/set-user-password",
  "/admin/revoke-user-sessions",
]);

export function authRoutes(app: FastifyInstance, auth: Auth): void {
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    async handler(request, reply) {
      const path = request.url.slice("/api/auth".length).split("?")[0] ?? "";
      if (!open.has(path)) {
        return sendError(new AppError("NOT_FOUND", `There is no ${path} here.`), request, reply);
      }
      const headers = requestHeaders(request);
      const signedIn = path === "/sign-in/email" ? null : await readSession(auth, headers);
      const { id: requestId } = request;
      const response = await claimedBy(
        signedIn
          ? { actorKind: "staff", actor: signedIn.account.id, requestId }
          : { actorKind: "job", actor: "auth", requestId },
        () => auth.handler(toRequest(request, headers)),
      );
      return answer(response, request, reply);
    },
  });
}

/** Fastify has read the body, so Better Auth gets a Request of our making. */
function toRequest(request: FastifyRequest, headers: Headers): Request {
  const url = `${request.protocol}://${request.host}${request.url}`;
  if (request.method === "GET") return new Request(url, { headers });
  headers.delete("content-length");
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  return new Request(url, { method: "POST", headers, ...(body === undefined ? {} : { body }) });
}

/** The client's address is the connection's (or a trusted proxy's word), whatever a header says. */
export function requestHeaders({ headers, ip }: FastifyRequest): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const each of [value ?? []].flat()) result.append(name, each);
  }
  result.set(addressHeader, ip);
  return result;
}

async function answer(response: Response, request: FastifyRequest, reply: FastifyReply) {
  if (response.status === 429) {
    const seconds = response.headers.get("x-retry-after") ?? "30";
    void reply.header("retry-after", seconds);
    const message = `Too many attempts to sign in from here. Try again in ${seconds} seconds.`;
    return sendError(new AppError("TOO_MANY", message), request, reply);
  }
  if (response.status >= 500) {
    const message = "Signing in failed inside the console, and its log says why.";
    return sendError(new AppError("INTERNAL", message), request, reply);
  }
  void reply.code(response.status);
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") void reply.header(name, value);
  }
  for (const cookie of response.headers.getSetCookie()) void reply.header("set-cookie", cookie);
  return reply.header("cache-control", "no-store").send(withoutToken(await response.text()));
}

/** The session's token is in the cookie, out of the page's reach; no answer repeats it. */
function withoutToken(body: string): string {
  if (!body.startsWith("{")) return body;
  return JSON.stringify(JSON.parse(body), (name, value: unknown) =>
    name === "token" ? undefined : value,
  );
}

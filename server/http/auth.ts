import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { addressHeader, type Auth } from "../auth/auth.ts";
import { claimedBy } from "../auth/claiming-database.ts";
import { readSession } from "../auth/read-session.ts";
import type { Account } from "../context.ts";
import { AppError, internal } from "../errors.ts";
import { accountInput, adminPaths, isAdminPath } from "./account-inputs.ts";
import { sendError } from "./error-handler.ts";

const base = "/api/auth";

/** What answers to nobody in particular; without a sign-in that holds, nothing else does. */
const door = new Set(["/sign-in/email", "/sign-out", "/get-session"]);

/** What of Better Auth is open; all else (signing up, impersonating, …) does not exist here. */
const open = new Set([
  ...door,
  "/revoke-sessions",
  "/revoke-other-sessions",
  "/change-password",
  ...adminPaths,
]);

export function authRoutes(app: FastifyInstance, auth: Auth, publicUrl: string): void {
  app.route({
    method: ["GET", "POST"],
    url: `${base}/*`,
    // HEAD would pass the origin check as GET does, and then act as POST does.
    exposeHeadRoute: false,
    async handler(request, reply) {
      const path = request.url.slice(base.length).split("?")[0] ?? "";
      // Better Auth goes by this URL, so it must be the very path that was looked up.
      const url = new URL(request.url, publicUrl);
      if (!open.has(path) || url.pathname !== base + path || url.origin !== publicUrl) {
        return sendError(new AppError("NOT_FOUND", `There is no ${path} here.`), request, reply);
      }
      const headers = requestHeaders(request);
      const signedIn = path === "/sign-in/email" ? null : await readSession(auth, headers);
      if (!signedIn && path === "/get-session") {
        return reply.header("cache-control", "no-store").type("application/json").send("null");
      }
      if (!signedIn && !door.has(path)) {
        throw new AppError("UNAUTHORIZED", "Nobody is signed in. Sign in and try again.");
      }
      const { body, reason } = inputOf(path, signedIn?.account, request);
      const { id: requestId } = request;
      const response = await claimedBy(
        signedIn
          ? { actorKind: "staff", actor: signedIn.account.id, requestId, reason }
          : { actorKind: "job", actor: "auth", requestId },
        () => auth.handler(toRequest(url, request.method, headers, body)),
      );
      return answer(response, request, reply);
    },
  });
}

/** Whether somebody may is asked before what they sent is looked at, as everywhere. */
function inputOf(path: string, account: Account | undefined, { method, body }: FastifyRequest) {
  if (method !== "POST" || !isAdminPath(path)) return { body, reason: undefined };
  if (account?.role !== "admin") {
    throw new AppError("FORBIDDEN", "Staff accounts are an admin's to change. Ask one of them.");
  }
  return accountInput(path, body);
}

/** Fastify has read the body, so Better Auth gets a Request of our making. */
function toRequest(url: URL, method: string, headers: Headers, body: unknown): Request {
  if (method === "GET") return new Request(url, { headers });
  headers.delete("content-length");
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Request(url, {
    method: "POST",
    headers,
    ...(text === undefined ? {} : { body: text }),
  });
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
  if (response.status >= 500) return sendError(internal(), request, reply);
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

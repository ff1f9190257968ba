import {
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from "fastify";
import { registry } from "../../drizzle/registry.ts";
import type { Env } from "../env.ts";

const secretNames = registry.flatMap(({ columns }) =>
  columns.filter(({ secret }) => secret).flatMap(({ property, name }) => [property, name]),
);
const secrets = [...new Set([...secretNames, "password", "token", "cookie", "authorization"])];

/** JSON lines with the request's id; never a cookie, a password or a query's values. */
export const loggerOptions = (
  env: Pick<Env, "LOG_LEVEL">,
): FastifyServerOptions["logger"] & object => ({
  level: env.LOG_LEVEL,
  redact: {
    paths: [
      ...secrets,
      ...secrets.map((name) => `*.${name}`),
      ...secrets.map((name) => `*.*.${name}`),
      '*.headers["set-cookie"]',
    ],
    censor: "[secret]",
  },
  serializers: {
    req: (request: FastifyRequest) => whatWasAsked(request),
    err: (error: unknown) => describeError(error),
  },
});

/** The query string of a call is its input: what somebody searched for is nobody else's business. */
const whatWasAsked = ({ method, url, ip }: FastifyRequest) => ({
  method,
  path: url?.split("?")[0],
  address: ip,
});

/** One line a request, when it has ended. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: "requestId" });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const line = {
      ...whatWasAsked(request),
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    };
    if (error) request.log.error({ ...line, err: error }, "the answer was cut off");
    else request.log.info(line, "answered");
  }
}

interface ErrorLine {
  [key: string]: unknown;
  type: string;
  message: string;
  stack: string;
  code?: string;
  constraint?: string;
  cause?: ErrorLine;
}

export const withoutValues = (message: string): string => message.replace(/\nparams: [\s\S]*$/, "");

/** drizzle puts a failed query's values into its message, and PostgreSQL a row's into its detail. */
export function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: "" };
  const message = withoutValues(error.message);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const line: ErrorLine = { type: error.name, message, stack: frames.join("\n") };
  if ("code" in error && error.code !== undefined) line.code = String(error.code);
  if ("constraint" in error && error.constraint) line.constraint = String(error.constraint);
  if (error.cause && depth < 5) line.cause = describeError(error.cause, depth + 1);
  return line;
}

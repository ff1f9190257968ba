import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorKinds } from "../../shared/errors.ts";
import { AppError, errorData, toAppError } from "../errors.ts";

/** What fails before a procedure is reached (too large, too often, from elsewhere), in one shape. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => sendError(thrown, request, reply));
}

/** `status`: where HTTP has a finer one than the error's code. */
export function sendError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  status?: number,
) {
  const error = fromFastify(thrown) ?? toAppError(thrown);
  if (error.code === "INTERNAL") request.log.error({ err: thrown }, "a request failed");
  return reply
    .code(status ?? errorKinds[error.code].http)
    .header("cache-control", "no-store")
    .send(request.url.startsWith("/trpc/") ? asTrpc(error, request) : asJson(error, request));
}

const asJson = (error: AppError, { id }: FastifyRequest) => ({
  ...errorData(error, id),
  message: error.message,
});

/** As tRPC's client reads it, for each call of the batch. */
const asTrpc = (error: AppError, request: FastifyRequest) => {
  const { trpc, http } = errorKinds[error.code];
  const data = { code: trpc, httpStatus: http, app: errorData(error, request.id) };
  return { error: { json: { message: error.message, code: TRPC_ERROR_CODES_BY_KEY[trpc], data } } };
};

function fromFastify(thrown: unknown): AppError | undefined {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return undefined;
  const status = "statusCode" in thrown ? thrown.statusCode : undefined;
  const code = "code" in thrown ? thrown.code : undefined;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new AppError("BAD_INPUT", "The request is too large: expected at most 1 MB.", {
      expected: "at most 1 MB",
    });
  }
  // Its own message repeats the path, however long.
  if (code === "FST_ERR_BAD_URL" || code === "FST_ERR_MAX_PARAM_LENGTH") {
    return new AppError("BAD_INPUT", "The path of this request is malformed or too long.");
  }
  if (status === 429) return new AppError("TOO_MANY", thrown.message);
  if (typeof status === "number" && status >= 400 && status < 500) {
    return new AppError("BAD_INPUT", `The request is not valid: ${thrown.message}.`);
  }
  return undefined;
}

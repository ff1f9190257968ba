import { Writable } from "node:stream";
import { DrizzleQueryError } from "drizzle-orm/errors";
import Fastify from "fastify";
import { expect, it } from "vitest";
import { loggerOptions, RequestLog } from "../../server/http/logger.ts";

function openApp() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const app = Fastify({
    logger: { ...loggerOptions({ LOG_LEVEL: "info" }), stream },
    logController: new RequestLog(),
  });
  return { app, lines };
}

it("writes one line a request, with its id and without what was asked for", async () => {
  const { app, lines } = openApp();
  app.get("/trpc/users.list", () => ({}));
  await app.inject({ url: "/trpc/users.list?input=ada", headers: { cookie: "secret-cookie" } });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    requestId: expect.any(String),
    method: "GET",
    path: "/trpc/users.list",
    status: 200,
  });
  expect(lines.join()).not.toMatch(/ada|secret-cookie/);
});

it("keeps secrets and a query's values out of every line", () => {
  const { app, lines } = openApp();
  const cause = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (email)=(ada@example.com) already exists.",
  });
  const err = new DrizzleQueryError("INSERT INTO t VALUES ($1)", ["hash-of-a-password"], cause);
  app.log.error({ err }, "failed");
  app.log.info({ password: "p4ss", headers: { cookie: "c00k" }, row: { passwordHash: "h4sh" } });
  app.log.info({ body: { user: { password_hash: "h4sh", access_token: "t0k" } } });
  const text = lines.join();
  expect(text).toContain("INSERT INTO t");
  expect(text).toContain("23505");
  expect(text).not.toMatch(/hash-of|ada@|p4ss|c00k|h4sh|t0k/);
});

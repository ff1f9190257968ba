import { expect, it } from "vitest";
import { openApp } from "./open-app.ts";

const { ask, post, signIn } = await openApp();
const { cookie } = await signIn("admin");
const headers = { cookie };
const id = expect.stringMatching(/^[0-9a-f-]{36}$/);

const query = (input: string) => ask(`/trpc/users.list?input=${input}`, { headers });
const withMeta = (json: unknown, meta: unknown) =>
  query(encodeURIComponent(JSON.stringify({ json, meta })));

const values = (...annotation: unknown[]) =>
  withMeta({ search: "x" }, { values: { search: annotation } });

const malformed: [string, () => ReturnType<typeof ask>][] = [
  ["half a body", () => post("/trpc/jobs.cancel", "{bad", headers)],
  ["an empty body", () => post("/trpc/jobs.cancel", "", headers)],
  ["half an input", () => query("%7Bbad")],
  ["null", () => query("null")],
  ["a number", () => query("1")],
  ["a broken escape", () => query("%E0%A4%A")],
  ["an unknown type", () => values("nothing")],
  ["an unknown class", () => values(["class", "Nothing"])],
  ["a broken regexp", () => values("regexp")],
  ["a bigint that is none", () => values("bigint")],
  ["a set that is none", () => withMeta({ search: 1 }, { values: { search: ["set"] } })],
  ["a path to the prototype", () => withMeta({}, { values: { "__proto__.x": ["Date"] } })],
  [
    "an equality with it",
    () => withMeta({}, { referentialEqualities: { a: ["constructor.prototype"] } }),
  ],
];

it.each(malformed)("says of %s that it is not what the client writes", async (_what, call) => {
  const answer = await call();
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.json.data.app).toMatchObject({ code: "BAD_INPUT", requestId: id });
});

it("gives its id to a request that reaches no procedure", async () => {
  const batch = `/trpc/${Array(21).fill("session.me").join(",")}?batch=1&input={}`;
  const text = { ...headers, "content-type": "text/plain" };
  for (const answer of [
    await ask(batch, { headers }),
    await post("/trpc/jobs.cancel", "x", text),
  ]) {
    const { code, requestId } = answer.json().error.json.data.app;
    expect(code).toBe("BAD_INPUT");
    expect(requestId).toBe(answer.headers["x-request-id"]);
  }
});

const unroutable = ["/%ff", "/assets/%ff", "/trpc/%ff", `/trpc/${"x".repeat(6_000)}`];

it.each(unroutable)("answers %.20s in the one shape, with every header", async (url) => {
  const answer = await ask(url);
  expect([400, 414]).toContain(answer.statusCode);
  expect(answer.headers).toMatchObject({
    "content-security-policy": expect.stringContaining("default-src 'none'"),
    "x-content-type-options": "nosniff",
    "x-request-id": id,
  });
  const body = answer.json();
  const app = url.startsWith("/trpc/") ? body.error.json.data.app : body;
  expect(app).toMatchObject({ code: "BAD_INPUT", requestId: answer.headers["x-request-id"] });
});

it("answers HEAD as it does GET, and signs nobody out by it", async () => {
  const [got, head] = [await ask("/"), await ask("/", { method: "HEAD" })];
  expect(head.statusCode).toBe(got.statusCode);
  expect(head.headers["content-type"]).toBe(got.headers["content-type"]);
  const origin = "https://evil.example";
  const out = await ask("/api/auth/sign-out", { method: "HEAD", headers: { cookie, origin } });
  expect(out.statusCode).toBe(404);
  expect((await ask("/trpc/session.me", { headers })).statusCode).toBe(200);
});

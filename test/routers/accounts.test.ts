import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openApp } from "./open-app.ts";

const { ask, post, signIn, pool } = await openApp();
const admin = await signIn("admin");
const support = await signIn("support");
const as =
  ({ cookie }: { cookie: string }) =>
  (path: string, body: object) =>
    post(`/api/auth/${path}`, body, { cookie });
const asAdmin = as(admin);

const person = { email: "new@bellamy.example", name: "New", role: "support", password: "12345678" };
const userId = support.id;

const bad: [path: string, body: object, field: string][] = [
  ["admin/set-role", { userId: "abc", role: "support" }, "userId"],
  ["admin/set-role", { userId, role: ["support", "admin"] }, "role"],
  ["admin/set-role", { userId, role: "king" }, "role"],
  ["admin/set-role", { userId, role: "operator", reason: "a" }, "reason"],
  ["admin/ban-user", { userId, banReason: "a\0" }, "banReason"],
  ["admin/ban-user", { userId, banExpiresIn: 1e15 }, "banExpiresIn"],
  ["admin/unban-user", { userId: "abc" }, "userId"],
  ["admin/revoke-user-sessions", { userId: 7 }, "userId"],
  ["admin/set-user-password", { userId, newPassword: "a" }, "newPassword"],
  ["admin/create-user", { ...person, password: "a" }, "password"],
  ["admin/create-user", { ...person, password: "a".repeat(129) }, "password"],
  ["admin/create-user", { ...person, name: "a".repeat(101) }, "name"],
  ["admin/create-user", { ...person, email: `${"a".repeat(250)}@example.com` }, "email"],
  ["admin/create-user", { ...person, data: { id: "abc" } }, "data"],
];

it.each(bad)("refuses %s of %j and names the field", async (path, body, field) => {
  const answer = await asAdmin(path, body);
  expect(answer.json()).toMatchObject({ code: "BAD_INPUT", field });
  expect(answer.statusCode).toBe(400);
});

it("refuses a body that is none, and looks at no body of somebody who is no admin", async () => {
  const headers = { cookie: admin.cookie, "content-type": "text/plain" };
  const answer = await post("/api/auth/admin/set-role", "x", headers);
  expect([answer.statusCode, answer.json().code]).toEqual([400, "BAD_INPUT"]);
  for (const [path, body] of bad) {
    const refused = await as(support)(path, body);
    expect([refused.statusCode, refused.json().code]).toEqual([403, "FORBIDDEN"]);
  }
});

it("makes an account that can sign in, and an unknown one fails in words", async () => {
  expect((await asAdmin("admin/create-user", person)).statusCode).toBe(200);
  const { email, password } = person;
  expect((await post("/api/auth/sign-in/email", { email, password })).statusCode).toBe(200);
  const nobody = { userId: randomUUID(), newPassword: "12345678" };
  for (const path of ["set-user-password"]) {
    expect((await asAdmin(`admin/${path}`, nobody)).statusCode).toBe(404);
  }
});

it("writes down why a role was changed and an account closed", async () => {
  const { id } = await signIn("compliance");
  const [changed, closed] = ["moved to another team", "left the company"];
  await asAdmin("admin/set-role", { userId: id, role: "operator", reason: changed });
  await asAdmin("admin/ban-user", { userId: id, reason: closed });
  const { rows } = await pool.query(
    `SELECT e.reason, e.actor FROM log.staff_accounts l JOIN log.event e ON e.sequence = l.event
    WHERE l.id = $1 AND e.operation = 'update' ORDER BY e.sequence`,
    [id],
  );
  expect(rows).toEqual([changed, closed].map((reason) => ({ reason, actor: admin.id })));
});

it("shuts a closed account out of everything but the door", async () => {
  const { id, cookie } = await signIn("operator");
  await pool.query("UPDATE staff.accounts SET banned = true WHERE id = $1", [id]);
  const session = await ask("/api/auth/get-session", { headers: { cookie } });
  expect([session.statusCode, session.body]).toEqual([200, "null"]);
  const change = { currentPassword: "demo-operator", newPassword: "12345678" };
  for (const path of ["change-password", "revoke-sessions", "revoke-other-sessions"]) {
    const answer = await as({ cookie })(path, change);
    expect([answer.statusCode, answer.json().code], path).toEqual([401, "UNAUTHORIZED"]);
  }
  expect((await as({ cookie })("sign-out", {})).statusCode).toBe(200);
});

import { expect, it } from "vitest";
import { home, openApp } from "./open-app.ts";

const { ask, post, signIn, pool } = await openApp({ PUBLIC_URL: "https://console.example.com" });
const evil = "evil.example:4000";

it("lets no Host header choose another endpoint than the path does", async () => {
  const { id, cookie } = await signIn("admin");
  const host = "x/api/auth/admin/set-role?";
  const body = { userId: id, role: "support" };
  const answer = await post("/api/auth/sign-out", body, { cookie, host });
  expect(answer.statusCode).toBe(421);
  const { rows } = await pool.query("SELECT role FROM staff.accounts WHERE id = $1", [id]);
  expect(rows).toEqual([{ role: "admin" }]);
});

it("answers to its own names only, so that no other site's name can be pointed at it", async () => {
  const hosts = [home, "127.0.0.1:4000", "[::1]:4000", "console.example.com", "LOCALHOST:4000"];
  for (const host of [...hosts, "console.example.com:443"]) {
    expect((await ask("/trpc/session.me", { headers: { host } })).statusCode, host).toBe(401);
  }
  for (const host of [evil, "localhost:1", "localhost", "localhost:4000.evil.example", "x@y", ""]) {
    const answer = await ask("/", { headers: { host } });
    expect(answer.statusCode, host).toBe(421);
    expect(answer.json().message).toContain("https://console.example.com");
    expect(answer.headers["x-request-id"]).toBe(answer.json().requestId);
    expect((await ask("/healthz", { headers: { host } })).statusCode).toBe(200);
    expect((await ask("/readyz?", { headers: { host } })).statusCode).toBe(200);
  }
});

it("takes a change from its own origins only, whatever the Host", async () => {
  const { cookie } = await signIn("support");
  const from = (origin: string, host = home) =>
    post("/api/auth/revoke-other-sessions", {}, { cookie, host, origin });
  for (const origin of ["https://console.example.com", `http://${home}`, "http://[::1]:4000"]) {
    expect((await from(origin)).statusCode, origin).toBe(200);
  }
  for (const origin of ["http://console.example.com", "http://localhost:1", "null"]) {
    expect((await from(origin)).statusCode, origin).toBe(403);
  }
  expect((await from(`http://${evil}`, evil)).statusCode).toBe(421);
});

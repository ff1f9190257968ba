import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseEnv } from "../../server/env.ts";

const folder = () => mkdtempSync(join(tmpdir(), "bellamy-env-"));

test("everything has a default outside production, an empty variable too", () => {
  const env = parseEnv({ DATA_DIR: folder(), PORT: "" });
  expect(env).toMatchObject({
    NODE_ENV: "development",
    PORT: 4000,
    HOST: "127.0.0.1",
    PUBLIC_URL: "http://127.0.0.1:4000",
    DEMO_USERS: 300,
    STATEMENT_TIMEOUT_MS: 10_000,
    TRUST_PROXY: false,
    LOG_LEVEL: "info",
  });
});

test("the local secret is made once and readable by its owner alone", () => {
  const DATA_DIR = folder();
  const secret = parseEnv({ DATA_DIR }).AUTH_SECRET;
  expect(secret.length).toBeGreaterThan(32);
  expect(parseEnv({ DATA_DIR }).AUTH_SECRET).toBe(secret);
  expect(statSync(join(DATA_DIR, "auth-secret")).mode & 0o777).toBe(0o600);
});

test("production needs a secret of its own", () => {
  expect(() => parseEnv({ NODE_ENV: "production" })).toThrow(/^AUTH_SECRET is not set/);
  expect(() => parseEnv({ NODE_ENV: "production", AUTH_SECRET: "short" })).toThrow(
    "AUTH_SECRET is not as expected: expected at least 32 random characters.",
  );
});

test("each wrong variable gets one line that names it and what was expected", () => {
  const read = () =>
    parseEnv({
      PORT: "eighty",
      LOG_LEVEL: "loud",
      DATABASE_URL: "mysql://root:hunter2@db/bellamy",
      PUBLIC_URL: "https://console.example.com/path",
    });
  expect(read).toThrow(
    [
      'PORT is "eighty": expected a port, 1 to 65535.',
      'PUBLIC_URL is "https://console.example.com/path": expected scheme, host and port alone, like https://console.example.com.',
      "DATABASE_URL is not as expected: expected a URL like postgres://bellamy_console:password@host:5432/database.",
      'LOG_LEVEL is "loud": expected one of fatal, error, warn, info, debug, trace, silent.',
    ].join("\n"),
  );
});

test("a trusted proxy is a switch, a number or addresses", () => {
  const read = (TRUST_PROXY: string) => parseEnv({ DATA_DIR: folder(), TRUST_PROXY }).TRUST_PROXY;
  expect([read("true"), read("10.0.0.0/8")]).toEqual([true, "10.0.0.0/8"]);
  const trusted = read("2");
  const hops = [0, 1, 2].map((hop) => typeof trusted === "function" && trusted("10.0.0.1", hop));
  expect(hops).toEqual([true, true, false]);
});

test("an address for everyone is opened as localhost", () => {
  const env = parseEnv({ DATA_DIR: folder(), HOST: "0.0.0.0", PORT: "4100" });
  expect(env.PUBLIC_URL).toBe("http://localhost:4100");
});

import { readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockDataDir, lockHolder } from "../../server/stores/postgres/data-dir-lock.ts";
import { dataFolder } from "./console-process.ts";

const elsewhere = { pid: 1, started: "x", space: "another-container", what: "another console" };

test("an unreadable lock is stale; one that is held names its holder", async () => {
  await using data = await dataFolder();
  // As a full disk leaves it.
  await writeFile(join(data.path, "console.lock"), "{");
  const unlock = await lockDataDir(data.path, "this test");
  expect((await lockHolder(data.path))?.what).toBe("this test");
  await expect(lockDataDir(data.path, "a second")).rejects.toThrow(
    `in use by this test (process ${process.pid})`,
  );
  await unlock();
  expect(await lockHolder(data.path)).toBeNull();
});

test("a holder in another container counts while it touches its lock, and no longer", async () => {
  await using data = await dataFolder();
  const path = join(data.path, "console.lock");
  await writeFile(path, JSON.stringify(elsewhere));
  const touching = setInterval(() => void utimes(path, new Date(), new Date()), 500);
  await expect(lockDataDir(data.path, "this test")).rejects.toThrow("in use by another console");
  clearInterval(touching);
  const unlock = await lockDataDir(data.path, "this test");
  expect(await readFile(path, "utf8")).toContain("this test");
  await unlock();
});

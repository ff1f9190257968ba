import fc from "fast-check";
import { expect, test } from "vitest";
import { TRPCClientError } from "@trpc/client";
import { rangeStart, toDay } from "../../../client/util/days.ts";
import { errorWords } from "../../../client/util/error-words.ts";
import {
  count,
  countWords,
  listWords,
  quoted,
  shorten,
} from "../../../client/util/number-words.ts";
import { propertyWords } from "../../../client/util/property-words.ts";
import { exact, relative } from "../../../client/util/time-words.ts";
import { wordDiff } from "../../../client/util/word-diff.ts";

test("a text's two versions are in its diff, whole", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "c", " ", "\n"), { maxLength: 40 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after) ?? [];
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join("");
      expect(without("new")).toBe(before);
      expect(without("gone")).toBe(after);
    }),
  );
});

test("a diff keeps the words that stayed", () => {
  expect(wordDiff("one two three", "one 2 three")).toEqual([
    { kind: "same", text: "one " },
    { kind: "gone", text: "two" },
    { kind: "new", text: "2" },
    { kind: "same", text: " three" },
  ]);
});

test.each([
  [0, "just now"],
  [-20_000, "just now"],
  [50_000, "1 min ago"],
  [3 * 3_600_000, "3 h ago"],
  [2 * 86_400_000, "2 d ago"],
  [40 * 86_400_000, "5 Feb"],
  [400 * 86_400_000, "10 Feb 2025"],
])("%i ms ago is %s", (past, words) => {
  const now = new Date(2026, 2, 17, 12).getTime();
  expect(relative(new Date(now - past).toISOString(), now)).toBe(words);
});

test("an exact time names its zone", () => {
  expect(exact("2026-03-01T12:00:00.123456Z")).toMatch(/^2026-0[23]-\d\d \d\d:\d\d:00 \S+/);
});

test("a day ends where the next one begins, also at the end of a month", () => {
  expect(toDay("2026-02-28")).toBe(new Date(2026, 2, 1).toISOString());
  expect(toDay(undefined)).toBeUndefined();
  expect(rangeStart("24h", new Date(2026, 2, 2, 10, 30, 45))).toBe(
    new Date(2026, 2, 1, 10, 30).toISOString(),
  );
});

test("numbers say what they count", () => {
  expect([count(1, "row"), count(12_345, "row"), count(2, "reply", "replies")]).toEqual([
    "1 row",
    "12,345 rows",
    "2 replies",
  ]);
  expect([
    countWords({ count: 1_234_567, exact: false }),
    countWords({ count: 1_234_567, exact: true }),
  ]).toEqual(["about 1.2M", "1,234,567"]);
  expect([listWords([]), listWords(["a"]), listWords(["a", "b", "c"])]).toEqual([
    "",
    "a",
    "a, b and c",
  ]);
  expect([shorten("4961e135-aaaa-bbbb-cccc-000000008655"), shorten("short")]).toEqual([
    "4961e135…8655",
    "short",
  ]);
  expect([quoted("Title"), quoted("x".repeat(80))]).toEqual(["“Title”", `“${"x".repeat(80)}…”`]);
  expect(propertyWords("profilePictureUrl")).toBe("profile picture URL");
});

test("an error of the server keeps its sentence and its request id", () => {
  const error = TRPCClientError.from({
    error: {
      message: "The database took longer than 10 s.",
      code: -32_008,
      data: { app: { code: "TIMEOUT", requestId: "abc" } },
    },
  });
  expect(errorWords(error)).toEqual({
    title: "The database took too long",
    detail: "The database took longer than 10 s. Narrow the filters, or try again.",
    requestId: "abc",
  });
});

test("an answer that never came is no fault of the question", () => {
  expect(errorWords(TRPCClientError.from(new Error("Failed to fetch"))).title).toBe(
    "The console's server does not answer",
  );
  expect(errorWords(new TypeError("Failed to fetch dynamically imported module")).title).toBe(
    "This page could not be loaded",
  );
  expect(errorWords(new Error("undefined is not a function")).title).toBe("This page failed");
});

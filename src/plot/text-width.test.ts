import { expect, it } from "vitest";
import { textWidth, wrapText } from "./text-width.ts";

const style = { fontSize: 10 };

it("words that do not fit on a line go on in the next", () => {
  const lines = wrapText("one two three four five six", 60, 9, style);
  expect(lines.join(" ")).toBe("one two three four five six");
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(textWidth(line, style)).toBeLessThanOrEqual(60);
});

it("the last line holds the rest, shortened, and a word that is longer than a line is shortened too", () => {
  const lines = wrapText("one two three four five six seven eight", 60, 2, style);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^three?.*….*eight$/);
  expect(wrapText(`${"a".repeat(99)} b`, 60, 3, style)).toEqual([expect.stringMatching(/^a+…a+$/), "b"]);
});

it("what fits is one line, and nothing is none", () => {
  expect(wrapText("  one  two ", 200, 3, style)).toEqual(["one two"]);
  expect(wrapText("", 200, 3, style)).toEqual([]);
});

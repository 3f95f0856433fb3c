import { describe, expect, it } from "vitest";
import { rememberTexts } from "./remember-texts.ts";

describe("rememberTexts", () => {
  it("finds once what is repeated, also where nothing was found", () => {
    const asked: string[] = [];
    const find = rememberTexts((text) => {
      asked.push(text);
      return text === "" ? undefined : text.length;
    });
    expect(["a", "", "abc", "", "a"].map(find)).toEqual([1, undefined, 3, undefined, 1]);
    expect(asked).toEqual(["a", "", "abc"]);
  });

  it("gives the same of more texts than it remembers", () => {
    const texts = Array.from({ length: 10_000 }, (_, i) => `text ${i}`);
    let asked = 0;
    const find = rememberTexts((text) => {
      asked++;
      return `${text}!`;
    });
    for (const _ of [1, 2]) expect(texts.map(find)).toEqual(texts.map((text) => `${text}!`));
    expect(asked).toBeLessThan(20_000);
    expect(asked).toBeGreaterThan(10_000);
  });
});

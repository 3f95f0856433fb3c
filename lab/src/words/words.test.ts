import { expect, it } from "vitest";
import { describeOptions, trainOptions } from "wellfit";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import { insideLanguages } from "./inside-languages.ts";
import { chooseLanguage } from "./words.ts";

/** All texts of a language, those made by functions with a mark for each part. */
function textsOf(words: unknown, path = ""): readonly (readonly [path: string, text: string])[] {
  if (typeof words === "string") return [[path, words]];
  if (typeof words === "function") {
    const parts = Array.from({ length: words.length }, (_, part) => `⟨${part}⟩`);
    return [[path, (words as (...given: string[]) => string)(...parts)]];
  }
  return Object.entries(words as object).flatMap(([name, part]) => textsOf(part, `${path}.${name}`));
}

it.each([
  ["of the page", english, chinese],
  ["of a network's inside", insideLanguages.en, insideLanguages.zh],
])("every text %s that has parts has the same parts in both languages", (_, words, translated) => {
  const inEnglish = new Map(textsOf(words));
  const withParts = textsOf(translated).filter(([, text]) => text.includes("⟨"));
  expect(withParts.length).toBeGreaterThan(10);
  for (const [path, text] of withParts) {
    const partsOf = (whole = ""): readonly string[] => (whole.match(/⟨\d⟩/g) ?? []).toSorted();
    expect(partsOf(text), path).toEqual(partsOf(inEnglish.get(path)));
  }
});

it("every setting has words, and its description is Chinese in Chinese", () => {
  const names = describeOptions(trainOptions).map(({ name }) => name);
  expect(Object.keys(english.options)).toEqual(names.filter((name) => name !== "dropoutRate"));
  for (const { description } of Object.values(chinese.options))
    expect(description).toMatch(/\p{Script=Han}/u);
});

it("a reader is spoken to in the first language that the page has", () => {
  expect(chooseLanguage(["zh-TW", "en"])).toBe("zh");
  expect(chooseLanguage(["fr-FR", "en-GB", "zh"])).toBe("en");
  expect(chooseLanguage(["fr"])).toBe("en");
  expect(chooseLanguage([])).toBe("en");
});

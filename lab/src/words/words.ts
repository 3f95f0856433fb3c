import { english } from "./english.ts";
import type { Words } from "./vocabulary.ts";

/** The languages, by their codes, as their readers call them. */
export const languageNames = { en: "English", zh: "中文" } as const;

/** The code of a language. */
export type Language = keyof typeof languageNames;

/** All that the page says in a language; what not every reader needs comes when it is asked for. */
export async function loadWords(language: Language): Promise<Words> {
  return language === "en" ? english : (await import("./chinese.ts")).chinese;
}

/** The first of a reader's languages that the page speaks; English where it speaks none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  const codes = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return codes.find((code): code is Language => code in languageNames) ?? "en";
}

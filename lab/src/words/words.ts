import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import type { Words } from "./vocabulary.ts";

/** The languages, by their codes. */
export const languages: { readonly en: Words; readonly zh: Words } = { en: english, zh: chinese };

/** The code of a language. */
export type Language = keyof typeof languages;

/** The first of a reader's languages that the page speaks; English where it speaks none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  const codes = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return codes.find((code): code is Language => code in languages) ?? "en";
}

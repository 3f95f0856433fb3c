import { insideInChinese } from "./inside-in-chinese.ts";
import { insideInEnglish } from "./inside-in-english.ts";
import type { InsideWords } from "./inside-words.ts";
import type { Language } from "./words.ts";

/** What the page says of a network's inside, in every language. */
export const insideLanguages: Readonly<Record<Language, InsideWords>> = {
  en: insideInEnglish,
  zh: insideInChinese,
};

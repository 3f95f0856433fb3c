import { dataInChinese } from "./data-in-chinese.ts";
import { dataInEnglish } from "./data-in-english.ts";
import type { AnyTexts } from "./vocabulary.ts";
import type { Language } from "./words.ts";

/** All that the page says about data of a person's own, in one language. */
export type DataWords = AnyTexts<typeof dataInEnglish>;

/** These words by language: they are loaded with what needs them. */
export const dataWords: Readonly<Record<Language, DataWords>> = { en: dataInEnglish, zh: dataInChinese };

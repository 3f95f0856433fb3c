import type { insideInEnglish } from "./inside-in-english.ts";
import type { AnyTexts } from "./vocabulary.ts";

/** All that the page says of a network's inside: it comes with that part of the page. */
export type InsideWords = AnyTexts<typeof insideInEnglish>;

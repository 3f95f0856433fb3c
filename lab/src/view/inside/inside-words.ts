import { insideLanguages } from "../../words/inside-languages.ts";
import type { InsideWords } from "../../words/inside-words.ts";
import { useSurroundings } from "../context.ts";

/** What is said of a network's inside, in the reader's language. */
export function useInsideWords(): InsideWords {
  return insideLanguages[useSurroundings().page.language.value];
}

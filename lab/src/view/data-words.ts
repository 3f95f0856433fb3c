import { type DataWords, dataWords } from "../words/data-words.ts";
import { useSurroundings } from "./context.ts";

/** The words about data of a person's own, in the reader's language. */
export function useDataWords(): DataWords {
  const { page } = useSurroundings();
  return dataWords[page.language.value];
}

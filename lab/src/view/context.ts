import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { FileDesk } from "../session/file-desk.ts";
import type { Lab } from "../session/lab.ts";
import type { Words } from "../words/vocabulary.ts";
import type { Page } from "./page.ts";

/** What every part of the page may need. */
export interface Surroundings {
  readonly lab: Lab;
  readonly page: Page;
  readonly desk: FileDesk;
}

/** Gives the parts of the page what they need. */
export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

/** What surrounds a part of the page. */
export function useSurroundings(): Surroundings & { readonly words: Words } {
  const surroundings = useContext(SurroundingsContext) as Surroundings;
  return { ...surroundings, words: surroundings.page.words.value };
}

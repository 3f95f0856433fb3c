import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Palette, palettes } from "wellfit";
import type { Words } from "../words/vocabulary.ts";
import { chooseLanguage, type Language, loadWords } from "../words/words.ts";

/** Which colours a reader wants. */
export type Scheme = "system" | "light" | "dark";

/** How the page is shown: what is remembered from visit to visit, and is no part of its address. */
export interface Page {
  readonly language: ReadonlySignal<Language>;
  readonly words: ReadonlySignal<Words>;
  /** Speaks another language, as soon as its words have come. */
  readonly speak: (language: Language) => void;
  readonly scheme: Signal<Scheme>;
  /** Whether the page is as narrow as on a phone. */
  readonly isNarrow: ReadonlySignal<boolean>;
  /** The colours that are in force, for what is drawn. */
  readonly palette: ReadonlySignal<Palette>;
}

const LANGUAGE = "wellfit-lab-language";
const SCHEME = "wellfit-lab-scheme";

/** How the page is shown, as the reader's browser and earlier visits say, once its words are there. */
export async function createPage(): Promise<Page> {
  const isSystemDark = watchMedia("(prefers-color-scheme: dark)");
  const language = signal(chooseLanguage([recall(LANGUAGE) ?? "", ...navigator.languages]));
  const words = signal(await loadWords(language.value));
  const scheme = signal((recall(SCHEME) ?? "system") as Scheme);
  words.subscribe(({ htmlLang }) => {
    document.documentElement.lang = htmlLang;
  });
  const speak = async (code: Language): Promise<void> => {
    remember(LANGUAGE, code);
    const spoken = await loadWords(code);
    batch(() => {
      language.value = code;
      words.value = spoken;
    });
  };
  scheme.subscribe((name) => {
    document.documentElement.dataset["scheme"] = name;
    remember(SCHEME, name);
  });
  const isDark = computed(() => (scheme.value === "system" ? isSystemDark.value : scheme.value === "dark"));
  return {
    language,
    words,
    speak: (code) => void speak(code),
    scheme,
    isNarrow: watchMedia("(max-width: 40rem)"),
    palette: computed(() => (isDark.value ? palettes.dark : palettes.light)),
  };
}

/** Whether something holds of the screen, now and from now on. */
function watchMedia(query: string): ReadonlySignal<boolean> {
  const media = matchMedia(query);
  const holds = signal(media.matches);
  media.addEventListener("change", () => {
    holds.value = media.matches;
  });
  return holds;
}

/** Some browsers keep nothing, and say so by an error. */
function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then the next visit begins as this one did.
  }
}

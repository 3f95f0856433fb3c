import type { english } from "./english.ts";

/** The same shape with any texts in it: what another language has to fill. */
export type AnyTexts<Texts> = Texts extends string | undefined
  ? Texts extends string
    ? string
    : undefined
  : Texts extends (...parts: infer Parts) => string
    ? (...parts: Parts) => string
    : { readonly [Name in keyof Texts]: AnyTexts<Texts[Name]> };

/** All that the page says, in one language: a text that is missing in one is an error of types. */
export type Words = AnyTexts<typeof english>;

import { escapeText } from "../plot/svg.ts";

const NO_BREAK_SPACE = "\u00a0";

/** Spaces that hold together what is read as one: "λ = 0.7", "keep 0.86", "95.3 %", "30 000". Not those of code. */
const JOINED: readonly RegExp[] = [
  /(?<=\b(?:keep|seed)) (?=\d)/gu,
  /(?<=λ) (?==)/gu,
  /(?<=λ\s=) (?=\d)/gu,
  /(?<=\d) (?=%)/gu,
  /(?<=\d) (?=\d{3}(?!\d))/gu,
];

/** A flag of the command line with its value, and what is not a flag of its own. */
const FLAG = /(?<![\w-])--[a-z][a-z-]*(?: [a-z]+)?/gu;

/** A sentence or a table's cell as HTML: numbers and flags are not broken over lines, and flags look like code. */
export function toPageText(sentence: string): string {
  const joined = JOINED.reduce((text, spaces) => text.replace(spaces, NO_BREAK_SPACE), escapeText(sentence));
  return joined.replace(FLAG, (flag) => `<code>${flag}</code>`);
}

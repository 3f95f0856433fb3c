import { min } from "d3-array";
import { shorten } from "../base/number-format.ts";

/** Advance widths of Inter in thousandths of the font size, for groups of characters of about the same width. */
const WIDTHS: readonly (readonly [characters: string, width: number])[] = [
  ["ijlI.,:;'!· \u00a0\u2009\u202f", 280],
  ["frt1()[]{}/|\\`", 370],
  ['-^_"‖₀₁₂₃₄₅₆₇₈₉', 460],
  ["acksvxyzJLF?", 565],
  ["BEKPRSTXYZ+−=<>~λ×", 660],
  ["ACDGHNOQUV", 735],
  ["wmMW%@—…→", 900],
];
const USUAL_WIDTH = 615;
/** From this character on come scripts whose signs are about as wide as high. */
const FIRST_WIDE_CHARACTER = 0x2e80;
const WIDE_WIDTH = 1000;
/** How much wider the semi-bold letters of titles and names are. */
const BOLD_FACTOR = 1.03;

/** Room for letters wider than Inter's, where a reader's machine lacks it: what stands beside a text keeps clear of it. */
export const FONT_ALLOWANCE = 1.12;

/** How a text is set. */
export interface TextStyle {
  readonly fontSize: number;
  readonly isBold?: boolean;
}

/** About how wide a text is in pixels; within some per cent, enough to place what stands beside it. */
export function textWidth(content: string, { fontSize, isBold = false }: TextStyle): number {
  let width = 0;
  for (const character of content) width += characterWidth(character);
  return (width * fontSize * (isBold ? BOLD_FACTOR : 1)) / 1000;
}

function characterWidth(character: string): number {
  const known = WIDTHS.find(([characters]) => characters.includes(character));
  if (known !== undefined) return known[1];
  return (character.codePointAt(0) as number) >= FIRST_WIDE_CHARACTER ? WIDE_WIDTH : USUAL_WIDTH;
}

/** A text that is at most so many pixels wide: one that is wider loses its middle. */
export function fitText(content: string, width: number, style: TextStyle): string {
  const least = (min(WIDTHS, ([, value]) => value) ?? USUAL_WIDTH) / 1000;
  const longest = Math.max(1, Math.floor(width / (least * style.fontSize)));
  let fitted = shorten(content, longest);
  for (let length = Array.from(fitted).length - 1; length > 0 && textWidth(fitted, style) > width; length--) {
    fitted = shorten(content, length);
  }
  return fitted;
}

/**
 * A text on at most so many lines, each at most so many pixels wide: words go on in the next line, and the last line
 * loses its middle where all that is left does not fit.
 */
export function wrapText(content: string, width: number, lines: number, style: TextStyle): string[] {
  const wrapped: string[] = [];
  let rest = content.split(/\s+/).filter(Boolean);
  while (rest.length > 0 && wrapped.length < lines - 1) {
    const fitting = rest.findIndex((_, end) => textWidth(rest.slice(0, end + 1).join(" "), style) > width);
    const taken = fitting === -1 ? rest.length : Math.max(1, fitting);
    wrapped.push(fitText(rest.slice(0, taken).join(" "), width, style));
    rest = rest.slice(taken);
  }
  return rest.length === 0 ? wrapped : [...wrapped, fitText(rest.join(" "), width, style)];
}

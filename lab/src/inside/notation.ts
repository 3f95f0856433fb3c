/** Names in the article's notation: layers above, units below, both counted from 1. */

import type { Factor, Name } from "./equation.ts";
import type { NetworkPlace } from "./inside.ts";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A whole number as an exponent: ¹². */
export function toSuperscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] as string);
}

/** A matrix of a layer as it stands in a rule: W¹; the features are X. */
export function matrixName(letter: string, layer: number): string {
  return letter === "A" && layer === 0 ? "X" : letter + toSuperscript(layer);
}

/** An element of what belongs to a unit: Z¹₃, X₂. */
export function unitName(letter: string, layer: number, unit: number): Name {
  return letter === "A" && layer === 0
    ? { letter: "X", indices: [unit + 1] }
    : { letter, layer, indices: [unit + 1] };
}

/** A weight or a bias, or what belongs to it: W¹₃,₂, db¹₃. */
export function parameterName({ layer, unit, input }: NetworkPlace, prefix = ""): Name {
  return input === undefined
    ? { letter: `${prefix}b`, layer, indices: [unit + 1] }
    : { letter: `${prefix}W`, layer, indices: [unit + 1, input + 1] };
}

/** Something with a name of its own, such as λ/m. */
export function called(letter: string, value: number): Factor {
  return { name: { letter }, value };
}

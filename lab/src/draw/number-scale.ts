import type { Palette } from "wellfit";

/** So many colours stand for numbers from the least to the greatest. */
export const NUMBER_TONES = 9;

/** A probability at least this far from 0 and 1 has a logit that shading knows. */
const LEAST_SHARE = 0.001;

/** Where a number lies between the least and the greatest, from 0 to 1. */
export function shareOf(value: number, [low, high]: readonly [number, number]): number {
  return low === high ? 0.5 : Math.min(Math.max((value - low) / (high - low), 0), 1);
}

/** Numbers as logits whose bands of probability are bands of the range of numbers. */
export function toBandLogits(values: Float32Array, range: readonly [number, number]): Float32Array {
  return values.map((value) => {
    if (!Number.isFinite(value)) return Number.NaN;
    const share = Math.min(Math.max(shareOf(value, range), LEAST_SHARE), 1 - LEAST_SHARE);
    return Math.log(share / (1 - share));
  });
}

/** The tone of a number, from 0 for the least. */
export function toneOf(value: number, range: readonly [number, number]): number {
  return Math.min(Math.floor(shareOf(value, range) * NUMBER_TONES), NUMBER_TONES - 1);
}

/**
 * The colours of marks, from that of the first class for the least number to that of the second for the greatest; in the
 * middle a grey, which is seen on any shade.
 */
export function numberColours({ classes, line }: Palette): readonly string[] {
  const [least = line, greatest = line] = classes;
  return Array.from({ length: NUMBER_TONES }, (_, tone) => {
    const share = (2 * tone) / (NUMBER_TONES - 1) - 1;
    return mix(share < 0 ? least : greatest, line, Math.abs(share));
  });
}

/** A colour, as much of it as a share says, and another for the rest. */
function mix(colour: string, other: string, share: number): string {
  const channels = [1, 3, 5].map((place) => {
    const [own, rest] = [colour, other].map((text) => Number.parseInt(text.slice(place, place + 2), 16)) as [
      number,
      number,
    ];
    return Math.round(rest + (own - rest) * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

/** Larger numbers are no measurements: they are read as missing, so that no sum or square of them can overflow. */
export const LARGEST = 1e100;

/** A change of scale: x becomes (x − center) / spread. */
export interface Scale {
  readonly center: number;
  readonly spread: number;
}

/** A number on a scale; one beyond every bound is cut off there, so that it stays finite. */
export function scaleNumber(value: number, { center, spread }: Scale): number {
  const scaled = (value - center) / spread;
  return Math.max(-LARGEST, Math.min(LARGEST, scaled));
}

/** The number that is `scaled` on a scale. */
export function unscaleNumber(scaled: number, { center, spread }: Scale): number {
  return scaled * spread + center;
}

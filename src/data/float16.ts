const FRACTION_BITS = 10;
const FRACTION = 0x3ff;
const EXPONENT = 0x1f;
/** What the exponent of a fraction that is read as a whole number is too large by. */
const WHOLE_BIAS = 25;

/** The number that 16 bits hold, as IEEE 754 stores it. */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> FRACTION_BITS) & EXPONENT;
  const fraction = bits & FRACTION;
  if (exponent === EXPONENT) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  const whole = exponent === 0 ? fraction : fraction + FRACTION + 1;
  const power = Math.max(exponent, 1) - WHOLE_BIAS;
  return sign * (power < 0 ? whole / (1 << -power) : whole * (1 << power));
}

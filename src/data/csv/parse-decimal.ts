const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const PLUS = 0x2b;
const MINUS = 0x2d;
const SPACE = 0x20;
/** So many digits make a whole number that a float64 holds exactly. */
const EXACT_DIGITS = 15;
/** Powers of ten that a float64 holds exactly. */
const EXACT_POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * The number that bytes spell, where one division or multiplication of exact numbers gives it, which rounds right: at most
 * 15 digits and no exponent. undefined for all others, among them what is no number.
 * Source: W. D. Clinger, How to read floating point numbers accurately (1990).
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number | undefined {
  let place = start;
  let last = end;
  while (place < last && bytes[place] === SPACE) place++;
  while (last > place && bytes[last - 1] === SPACE) last--;
  const sign = bytes[place];
  if (sign === MINUS || sign === PLUS) place++;
  let digits = 0;
  let decimals = -1;
  let whole = 0;
  for (; place < last; place++) {
    const byte = bytes[place] as number;
    if (byte >= ZERO && byte <= NINE) {
      whole = whole * 10 + (byte - ZERO);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === POINT && decimals < 0) {
      decimals = 0;
    } else {
      return undefined;
    }
  }
  if (digits === 0 || digits > EXACT_DIGITS) return undefined;
  const size = decimals > 0 ? whole / (EXACT_POWERS[decimals] as number) : whole;
  return sign === MINUS ? -size : size;
}

import { EXACT_POWERS } from "../decimal.ts";

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const PLUS = 0x2b;
const MINUS = 0x2d;
const SPACE = 0x20;
/** So many digits make a whole number that a float64 holds exactly. */
const EXACT_DIGITS = 15;
/** So many more are read exactly with its help: programs write 17 digits at most. */
const MORE_DIGITS = 4;
/** Divides a float64 into two halves whose products are exact. Source: T. J. Dekker (1971). */
const SPLITTER = 2 ** 27 + 1;
/** More than the error of a quotient's correction, as a part of the quotient. */
const SLACK = 2 ** -95;

/**
 * The number that bytes spell, where arithmetic gives it, rounded right: at most 19 digits and no exponent. undefined for
 * all others, among them what is no number.
 * Source: W. D. Clinger, How to read floating point numbers accurately (1990).
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number | undefined {
  let place = start;
  let last = end;
  while (place < last && bytes[place] === SPACE) place++;
  while (last > place && bytes[last - 1] === SPACE) last--;
  const sign = bytes[place];
  if (sign === MINUS || sign === PLUS) place++;
  const first = place;
  let point = -1;
  let digits = 0;
  let whole = 0;
  let rest = 0;
  for (; place < last; place++) {
    const digit = (bytes[place] as number) - ZERO;
    if (digit >= 0 && digit <= NINE - ZERO) {
      if (digits > 0 || digit > 0) digits++;
      if (digits <= EXACT_DIGITS) whole = whole * 10 + digit;
      else rest = rest * 10 + digit;
    } else if (bytes[place] === POINT && point < 0) {
      point = place;
    } else {
      return undefined;
    }
  }
  // A point alone, or nothing, is no number.
  if (last - first < (point < 0 ? 1 : 2)) return undefined;
  const size = toNumber(whole, {
    rest,
    more: digits - EXACT_DIGITS,
    decimals: point < 0 ? 0 : last - point - 1,
  });
  return sign === MINUS && size !== undefined ? -size : size;
}

/** The number whose digits are those of a whole number and some more, so many of them behind the point. */
function toNumber(
  whole: number,
  { rest, more, decimals }: { readonly rest: number; readonly more: number; readonly decimals: number },
): number | undefined {
  const divisor = EXACT_POWERS[decimals];
  if (divisor === undefined || more > MORE_DIGITS) return undefined;
  if (more <= 0) return whole / divisor;
  const power = EXACT_POWERS[more] as number;
  const product = whole * power;
  const left = productError(whole, power, product) + rest;
  const high = product + left;
  const low = left - (high - product);
  if (decimals === 0) return high;
  const quotient = high / divisor;
  const back = quotient * divisor;
  const correction = (high - back - productError(quotient, divisor, back) + low) / divisor;
  const slack = quotient * SLACK;
  const number = quotient + (correction + slack);
  // Between two numbers just so near that the error decides, the platform must read the text.
  return number === quotient + (correction - slack) ? number : undefined;
}

/** What rounding took from a product: a × b is exactly the product and this. */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function upperHalf(number: number): number {
  const split = SPLITTER * number;
  return split - (split - number);
}

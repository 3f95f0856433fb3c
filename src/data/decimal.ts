/** Numbers as spreadsheets and programs write them. */

/** Powers of ten that a float64 holds exactly, each at its exponent. */
export const EXACT_POWERS: readonly number[] = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * A decimal number: no 0x10, no Infinity. No two parts of it can match the same digits: a text of many digits that is no
 * number is left in linear time.
 */
export const DECIMAL: RegExp = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Whether a text is a decimal number. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Whether a text is a number with a decimal comma, as many languages write it: 1,5. */
function isDecimalComma(text: string): boolean {
  return /^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(text);
}

/** Whether a text is a number but for its commas, for decimals or between thousands: 1,5 or 1,000.5. */
export function hasCommas(text: string): boolean {
  return text.includes(",") && isDecimal(text.replaceAll(",", ""));
}

/** Whether a text is meant as a number, whether or not it is one that can be read. */
export function isNumeric(text: string): boolean {
  return isDecimal(text) || isDecimalComma(text);
}

/**
 * Whether a text stands for a number rather than a code. A code may begin with a zero, or have more digits than a
 * float64 keeps; a text with a point or an exponent is a number, however many digits a program wrote.
 */
export function isPlainNumber(text: string): boolean {
  if (!isDecimal(text) || /^[+-]?0\d/.test(text) || !Number.isFinite(Number(text))) return false;
  return !isDigits(text) || BigInt(Number(text)) === BigInt(text);
}

/** Whether a text is a number, and no code, that no float64 is large enough for: 1e999. */
export function isTooLarge(text: string): boolean {
  return isDecimal(text) && !isDigits(text) && !Number.isFinite(Number(text));
}

function isDigits(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

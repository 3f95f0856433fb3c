/** Numbers as spreadsheets and programs write them. */

/** As many digits a float64 keeps, whatever the number. */
const SAFE_DIGITS = 15;

/** Whether a text is a decimal number: no 0x10, no Infinity. */
export function isDecimal(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}

/** Whether a text stands for a number rather than a code: no leading zeros, no more digits than a number keeps. */
export function isPlainNumber(text: string): boolean {
  return isDecimal(text) && !/^[+-]?0\d/.test(text) && text.replace(/e.*$|\D/gi, "").length <= SAFE_DIGITS;
}

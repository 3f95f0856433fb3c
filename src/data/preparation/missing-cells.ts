import { isMissing } from "../categories.ts";

/** What stands for no value in every column, beside what stands for no label. */
export const MISSING_CELL: RegExp = /^(\?{1,13}|n\.a\.?|#na|#n\/a n\/a|[+-]?1\.#(ind|qnan|inf))$/i;

/** What stands for no value among numbers, dates and truth values; among categories it may be one of them. */
const NO_MEASUREMENT = /^(-+|[–—]|\.+|none|nil|missing|unknown|not available)$/i;

const QUESTION_MARK = 0x3f;
/** What words for a missing value begin with, beside signs and digits: a look at it spares most texts more. */
const FIRST_LETTERS = "nNiI";

/** The longest of these words. */
const MAX_LENGTH = 13;

/**
 * Whether a cell holds no value: it is empty, or says so as spreadsheets, R, pandas, NumPy, MATLAB or databases do (NA,
 * N/A, #N/A, NaN, null, ?), or it is no finite number.
 */
export function isMissingCell(text: string | undefined): text is "" | undefined {
  if (text === undefined || text === "") return true;
  if (text.charCodeAt(0) > QUESTION_MARK && !FIRST_LETTERS.includes(text.charAt(0))) return false;
  return isMissing(text) || (text.length <= MAX_LENGTH && MISSING_CELL.test(text));
}

/** Whether a text among numbers, dates or truth values stands for no value: "-", ".", "none", "unknown". */
export function isNoMeasurement(text: string): boolean {
  return text.length <= MAX_LENGTH && NO_MEASUREMENT.test(text);
}

import type { NumberArray } from "../arrays/named-arrays.ts";

/** Names of MATLAB's numeric classes, by the number that stands in the file. */
export const NUMERIC_CLASSES = {
  6: "double",
  7: "single",
  8: "int8",
  9: "uint8",
  10: "int16",
  11: "uint16",
  12: "int32",
  13: "uint32",
  14: "int64",
  15: "uint64",
} as const;

/** A class of numbers in MATLAB; `logical` arrays are stored as uint8. */
export type MatClass = (typeof NUMERIC_CLASSES)[keyof typeof NUMERIC_CLASSES] | "logical";

/** A numeric or logical variable of a `.mat` file. */
export interface MatArray extends NumberArray {
  readonly class: MatClass;
}

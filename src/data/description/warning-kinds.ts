import { NEARLY_ALL } from "../preparation/column-types.ts";
import { FEWEST_ROWS } from "../preparation/findings.ts";

/** From this association on, a column alone says nearly all of the target. */
export const NEARLY_ONE = 0.999;

/** Everything that a description can warn of. */
export const warningKinds = {
  "target missing": {
    description: "rows without a value of the target, which can be neither trained on nor judged by",
  },
  "predicts target": {
    description:
      `a feature with an association of at least ${NEARLY_ONE} with the target, or with a range of numbers for each ` +
      `class, in at least ${FEWEST_ROWS} rows: it may be the target in other words, or known only after it`,
  },
  "identifier as feature": {
    description: "an identifier or free text that a person keeps: a model would learn rows by heart",
  },
  "repeated rows": {
    description:
      "rows that repeat an earlier one in all features and the target: divided by chance, equal ones come to stand on " +
      "both sides, and test examples are judged that were trained on",
  },
  "nearly numbers": {
    description: `a column of categories that are numbers in at least ${100 * NEARLY_ALL} % of the rows`,
  },
} as const satisfies Readonly<Record<string, { readonly description: string }>>;

/** The name of a warning. */
export type WarningName = keyof typeof warningKinds;

/** The names, in the order of the table. */
export const WARNING_NAMES = Object.keys(warningKinds) as [WarningName, ...WarningName[]];

/** In fewer rows nothing is taken for an identifier or for text. */
export const FEWEST_ROWS = 20;
/** Texts of this mean length are written, not chosen. */
export const TEXT_LENGTH = 20;

/** Everything that can speak against a column, with the columns that it speaks against. */
export const findings = {
  "left out": { description: "that a person wants to leave out" },
  "divides rows": { description: "that says of each row whether it is trained on or tested on" },
  "groups rows": { description: "that names the groups which are not to be parted" },
  "orders rows": {
    description: "of the time by which rows are divided: all later rows lie beyond what is trained on",
  },
  unreadable: { description: "of lists or objects" },
  empty: { description: "without any value" },
  constant: { description: "with the same value in every row" },
  text: {
    description: `of texts of which more than half differ, with ${TEXT_LENGTH} characters or more on average`,
  },
  identifier: {
    description:
      "of shorter texts of which more than half differ; of whole numbers that all differ, and fill at least half of " +
      "their range or have a name that ends in id, key or index",
  },
  duplicate: { description: "with the same values as an earlier feature" },
} as const satisfies Readonly<Record<string, { readonly description: string }>>;

/** The name of what speaks against a column. */
export type FindingName = keyof typeof findings;

/** The names, in the order of the table. */
export const FINDING_NAMES = Object.keys(findings) as [FindingName, ...FindingName[]];

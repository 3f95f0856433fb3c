import { warningKinds } from "../description/warning-kinds.ts";

/** Everything that {@link findLeaks} can tell of. */
export const leakKinds = {
  "rows on both sides": {
    description: "development or test examples that equal a training example in all features and the target",
  },
  "groups on both sides": {
    description: "groups of which some rows are trained on and others are not, where a column says the parts",
  },
  "predicts target": warningKinds["predicts target"],
  "identifier as feature": warningKinds["identifier as feature"],
} as const satisfies Readonly<Record<string, { readonly description: string }>>;

/** The name of a way in which what is to be judged by becomes known in training. */
export type LeakName = keyof typeof leakKinds;

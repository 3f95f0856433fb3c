import { formatCount } from "../base/number-format.ts";
import type { Comparison } from "../compare/comparison.ts";
import { formatMeasure, measureOf } from "../compare/measures.ts";

/**
 * How often the test examples were looked at, and what the choice between the variants rests on: never on them.
 */
export function describeGuard({ testLooks, variants, choice, design, measure }: Comparison): string[] {
  if (variants.length < 2) return [];
  const times = testLooks === 1 ? "once" : `${formatCount(testLooks)} times`;
  const looks =
    testLooks === 0
      ? "The test examples were not looked at."
      : `The test examples were looked at ${times}, once for each run, and chose nothing.`;
  const { plural, title: what, unit } = measureOf(measure);
  if (choice === undefined) {
    const warning =
      `There are no development examples to choose a model by: the best of these test ${plural} promises more than ` +
      "new examples will keep.";
    return [`${looks} ${warning}`];
  }
  const by = design.kind === "folds" ? "examples that were held out" : "development examples";
  const title = variants.find(({ name }) => name === choice.variant)?.title ?? choice.variant;
  const written = formatMeasure(choice.value, measure);
  const value = unit === "share" ? written : `${what} ${written}`;
  const found = `To choose a model, go by the ${by}: no model does better on them than ${title}, with ${value}.`;
  return [`${looks} ${found}`];
}

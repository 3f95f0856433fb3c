import { formatCount, formatPercent } from "../base/number-format.ts";
import { accuracyInterval } from "../compare/accuracy-interval.ts";
import type { Comparison, VariantResult } from "../compare/compare.ts";
import { hasActingDropout, isDiverged } from "../compare/results.ts";
import { describeOutcome } from "../train/outcome.ts";
import { describeConstantFeatures, describeStandstill } from "./standstill.ts";

/** A comparison in plain sentences. */
export interface Summary {
  /** What came out. */
  readonly headline: string;
  /** How sure that is, and what to mind: one or more sentences each. */
  readonly remarks: readonly string[];
}

/** The comparison in plain sentences: what came out, how sure that is, and what to mind. */
export function summarize(comparison: Comparison): Summary {
  const { data, variants } = comparison;
  return {
    headline: toHeadline(comparison),
    remarks: [
      ...describeCertainty(variants),
      ...describeMask(variants),
      ...(variants.length === 0 ? [] : describeConstantFeatures(data.training)),
      ...variants.flatMap((variant) => [
        ...describeIdleDropout(variant),
        ...describeEnd(variant),
        ...describeStandstill(variant, data.training),
      ]),
    ],
  };
}

function toHeadline({ data, variants }: Comparison): string {
  if (variants.length === 0) return "Training was stopped before the first model: there are no results.";
  const results = variants.map((variant) =>
    isDiverged(variant)
      ? `none with ${variant.title}, which diverged`
      : `${formatPercent(variant.test.accuracy)} with ${variant.title}`,
  );
  const { examples } = data.test;
  const where = examples === 1 ? "the only test example" : `the ${formatCount(examples)} test examples`;
  return `Accuracy on ${where}: ${results.join(variants.some(isDiverged) ? "; " : ", ")}.`;
}

/** How far the test examples fix the best accuracy. */
function describeCertainty(variants: readonly VariantResult[]): string[] {
  const [best] = variants
    .filter((variant) => !isDiverged(variant))
    .toSorted((a, b) => b.test.accuracy - a.test.accuracy);
  if (best === undefined) return [];
  const { accuracy, correct, examples } = best.test;
  const { low, high } = accuracyInterval(correct, examples);
  const count = examples === 1 ? "1 test example puts" : `${formatCount(examples)} test examples put`;
  return [
    `This is one seed, and ${count} an accuracy of ${formatPercent(accuracy)} between ${formatPercent(low)} and ` +
      `${formatPercent(high)} (95 % interval): a small difference between two models may be chance.`,
  ];
}

function describeMask(variants: readonly VariantResult[]): string[] {
  const isFrozen = variants.some(
    ({ run: { settings } }) => hasActingDropout(settings) && settings.mask === "frozen",
  );
  if (!isFrozen) return [];
  return [
    "The dropout mask was frozen, as in the article's code: the same units stay out for the same examples in every " +
      "iteration. Dropout as it is meant draws a fresh mask each time (--mask fresh).",
  ];
}

function describeIdleDropout({ title, run: { settings } }: VariantResult): string[] {
  if (settings.keepProbability === 1 || hasActingDropout(settings)) return [];
  return [`${title}: the network has no hidden layer, so dropout acts on nothing.`];
}

function describeEnd({ title, run: { outcome } }: VariantResult): string[] {
  return outcome.kind === "finished" ? [] : [`${title}: ${describeOutcome(outcome)}`];
}

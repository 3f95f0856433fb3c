import { formatClass, formatCount, formatPercent } from "../base/number-format.ts";
import { accuracyInterval } from "../compare/accuracy-interval.ts";
import type { Comparison, VariantResult } from "../compare/compare.ts";
import { isDiverged } from "../compare/results.ts";
import type { Dataset } from "../data/dataset.ts";
import { hasActingDropout } from "../train/options.ts";
import { describeOutcome } from "../train/outcome.ts";
import { describeConstantFeatures, describeStandstill } from "./standstill.ts";
import { hasFrozenMask } from "./variant-facts.ts";

/** A comparison in plain sentences. */
export interface Summary {
  /** What came out. */
  readonly headline: string;
  /** How each run ended that was stopped or diverged: one or more sentences each. */
  readonly endings: readonly string[];
  /** How sure that is, and what to mind: one or more sentences each. */
  readonly remarks: readonly string[];
}

/** The comparison in plain sentences: what came out, how sure that is, and what to mind. */
export function summarize(comparison: Comparison): Summary {
  const { data, variants } = comparison;
  return {
    headline: toHeadline(comparison),
    endings: variants.flatMap(describeEnding),
    remarks: [
      ...describeCertainty(variants),
      ...(variants.length === 0 ? [] : describeOneSidedTest(data.test)),
      ...describeMask(variants),
      ...(variants.length === 0 ? [] : describeConstantFeatures(data.training)),
      ...variants.flatMap((variant) => [
        ...describeIdleDropout(variant),
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

/**
 * How far the test examples fix the accuracies. Every model has its interval: that of the best alone would be told of
 * one that these very examples chose.
 */
function describeCertainty(variants: readonly VariantResult[]): string[] {
  const shown = variants.filter((variant) => !isDiverged(variant));
  const [first] = shown;
  if (first === undefined) return [];
  const { examples } = first.test;
  const count = examples === 1 ? "1 test example leaves" : `${formatCount(examples)} test examples leave`;
  const intervals = shown.map(describeInterval);
  return [
    shown.length === 1
      ? `This is one seed, and ${count} the accuracy uncertain (95 % interval): ${intervals[0]}.`
      : `This is one seed, and ${count} each accuracy uncertain (95 % intervals): ${intervals.join(", ")}; ` +
        "a small difference between two models may be chance.",
  ];
}

function describeInterval({ title, test: { correct, examples } }: VariantResult): string {
  const { low, high } = accuracyInterval(correct, examples);
  return `${formatPercent(low)} to ${formatPercent(high)} with ${title}`;
}

/** An accuracy on examples of one class says nothing of the other. */
function describeOneSidedTest({ target, classCounts, examples }: Dataset): string[] {
  const present = target.classNames.filter((_, index) => (classCounts[index] ?? 0) > 0);
  const [only] = present;
  if (only === undefined || present.length > 1) return [];
  const subject = examples === 1 ? "The only test example is" : "All test examples are";
  return [`${subject} of ${formatClass(only)}: the accuracy says nothing of the other class.`];
}

function describeMask(variants: readonly VariantResult[]): string[] {
  if (!variants.some(({ run }) => hasFrozenMask(run.settings))) return [];
  return [
    "The dropout mask was frozen, as in the article's code: the same units stay out for the same examples in every " +
      "iteration. Dropout as it is meant draws a fresh mask each time (--mask fresh).",
  ];
}

function describeIdleDropout({ title, run: { settings } }: VariantResult): string[] {
  if (settings.keepProbability === 1 || hasActingDropout(settings)) return [];
  return [`${title}: the network has no hidden layer, so dropout acts on nothing.`];
}

function describeEnding({ title, run: { outcome } }: VariantResult): string[] {
  if (outcome.kind === "finished") return [];
  return [`${title}: ${describeOutcome(outcome)}`.replace(/[^.]$/, "$&.")];
}

import { extent } from "d3-array";
import { messageOf } from "../base/errors.ts";
import { formatClass, formatCount, formatPlural, withFullStop } from "../base/number-format.ts";
import { type Comparison, isSound, type VariantResult } from "../compare/comparison.ts";
import { formatMeasure, measureOf } from "../compare/measures.ts";
import type { FailedRun, RunResult } from "../compare/perform-runs.ts";
import { isDiverged, judgedPart } from "../compare/results.ts";
import { nameRun } from "../compare/run-name.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { describeOutcome } from "../train/outcome.ts";
import { describeCertainty, describeWinners } from "./certainty.ts";
import { capitalize } from "./picture.ts";
import { describeConstantFeatures, describeStandstill } from "./standstill.ts";
import { describeGuard } from "./test-guard.ts";
import { hasFrozenMask } from "./variant-facts.ts";

/** A comparison in plain sentences. */
export interface Summary {
  /** What came out. */
  readonly headline: string;
  /** Which models can be told apart: a sentence for each pair, or for those that matter where there are many. */
  readonly verdicts: readonly string[];
  /** How runs ended that were stopped, diverged or failed: one or more sentences each. */
  readonly endings: readonly string[];
  /** How sure that is, and what to mind: one or more sentences each. */
  readonly remarks: readonly string[];
}

/** So many pairs have a sentence each; of more, only those that can be told apart. */
const MOST_VERDICTS = 10;

/** The comparison in plain sentences: what came out, how sure that is, and what to mind. */
export function summarize(comparison: Comparison): Summary {
  const { data, design, variants, examples } = comparison;
  const isEmpty = variants.length === 0;
  return {
    headline: toHeadline(comparison),
    verdicts: describePairs(comparison),
    endings: [...variants.flatMap(describeEndings), ...describeMissing(comparison)],
    remarks: [
      ...describeCertainty(comparison),
      ...describeWinners(comparison),
      ...describeGuard(comparison),
      ...(isEmpty || design.kind === "folds" ? [] : describeOneSidedTest(data.test)),
      ...describeMask(variants),
      ...(isEmpty ? [] : describeConstantFeatures(examples)),
      ...variants.flatMap((variant) => describeStandstills(variant, examples)),
    ],
  };
}

function toHeadline({ data, design, measure, variants, examples, failures, planned }: Comparison): string {
  if (variants.length === 0) {
    const reason =
      failures.length === 0
        ? "Training was stopped before the first run was over"
        : `${formatCount(failures.length)} of ${formatPlural(planned, "run")} failed, and none is finished`;
    return `${reason}: there are no results.`;
  }
  const part = judgedPart(design);
  const results = variants.map(({ title, estimates }) => {
    const found = estimates[part]?.[measure];
    if (found === undefined) return `none with ${title}, which diverged`;
    return `${formatMeasure(found.mean, measure)} with ${title}`;
  });
  const list = results.join(variants.some(isDiverged) ? "; " : ", ");
  const { title: figure, headline: ofSeveral } = measureOf(measure);
  if (design.kind === "folds") {
    const { folds, seeds } = design;
    const times = seeds.length === 1 ? "" : `${seeds.length} × `;
    const what = `${times}${folds}-fold cross-validation of ${formatPlural(examples.examples, "example")}`;
    return `${ofSeveral} on held-out examples, in ${what}: ${list}.`;
  }
  const tests = data.test.examples;
  const where = tests === 1 ? "the only test example" : `the ${formatCount(tests)} test examples`;
  const isWhole = variants.every(({ runs }) => runs.filter(isSound).length === design.seeds.length);
  const which = isWhole ? `${design.seeds.length} seeds` : "the runs with a result";
  const subject = design.seeds.length === 1 ? capitalize(figure) : `${ofSeveral} of ${which}`;
  return `${subject} on ${where}: ${list}.`;
}

/** The verdicts as sentences, the most telling first; a lone variant has none. */
function describePairs({ pairs }: Comparison): string[] {
  const sentences = pairs.map(({ verdict: { kind, text } }) => ({
    isDecided: kind === "better" || kind === "worse",
    text,
  }));
  const ordered = [
    ...sentences.filter(({ isDecided }) => isDecided),
    ...sentences.filter(({ isDecided }) => !isDecided),
  ];
  if (ordered.length <= MOST_VERDICTS) return ordered.map(({ text }) => toSentence(text));
  const decided = ordered.filter(({ isDecided }) => isDecided).slice(0, MOST_VERDICTS);
  const rest = formatPlural(ordered.length - decided.length, "other pair");
  return [...decided.map(({ text }) => toSentence(text)), `The table of differences has ${rest} of models.`];
}

function toSentence(text: string): string {
  return `${text}.`;
}

/** An accuracy on examples of one class says nothing of the other. */
function describeOneSidedTest({ target, classCounts, examples }: Dataset<TargetColumn>): string[] {
  if (target.type !== "category") return [];
  const present = target.classNames.filter((_, index) => (classCounts[index] ?? 0) > 0);
  const [only] = present;
  if (only === undefined || present.length > 1) return [];
  const others = target.classNames.length === 2 ? "other class" : "other classes";
  const subject = examples === 1 ? "The only test example is" : "All test examples are";
  return [`${subject} of ${formatClass(only)}: the accuracy says nothing of the ${others}.`];
}

function describeMask(variants: readonly VariantResult[]): string[] {
  if (!variants.some(({ settings }) => hasFrozenMask(settings))) return [];
  return [
    "The dropout mask was frozen, as in the article's code: the same units stay out for the same examples in every " +
      "iteration. Dropout as it is meant draws a fresh mask each time (--mask fresh).",
  ];
}

/** What the first run has to say that learned nothing, and how many did. */
function describeStandstills({ title, runs }: VariantResult, training: Dataset<TargetColumn>): string[] {
  const told = runs.flatMap((result) => {
    const [sentence] = describeStandstill(title, result, training);
    return sentence === undefined ? [] : [{ sentence, seed: result.seed }];
  });
  const [first] = told;
  if (first === undefined) return [];
  if (runs.length === 1) return [first.sentence];
  const count = `${formatCount(told.length)} of ${formatCount(runs.length)} runs`;
  const which = told.length === 1 ? `seed ${first.seed}` : `seed ${first.seed} for one`;
  if (2 * told.length >= runs.length) return [`In ${count} (${which}): ${first.sentence}`];
  // Settings with which most seeds learn are not the cause.
  const [finding = ""] = first.sentence.split(/\.(?= [A-Z]|$)/);
  return [
    `In ${count} (${which}), ${finding}. With most seeds it learns, so these first weights rather than the settings are to blame.`,
  ];
}

/** How runs of a variant ended that did not finish: each by itself, or of many how many, and the first. */
function describeEndings({ title, runs }: VariantResult): string[] {
  const early = runs.filter(({ run }) => run.outcome.kind === "stoppedEarly");
  if (early.length > 0 && early.length === runs.length) return [describeEarly(title, early)];
  const unfinished = runs.filter(
    ({ run }) => run.outcome.kind === "diverged" || run.outcome.kind === "stopped",
  );
  const [first] = unfinished;
  const stopped = early.length === 0 ? [] : [describeEarly(title, early, runs.length)];
  if (first === undefined) return stopped;
  const ending = withFullStop(describeOutcome(first.run.outcome));
  if (runs.length === 1) return [`${title}: ${ending}`];
  const count = `${formatCount(unfinished.length)} of ${formatCount(runs.length)} runs`;
  return [...stopped, `${title}: ${count} are left out of all figures. Seed ${nameRun(first)}: ${ending}`];
}

/** How long the runs were that early stopping ended. @param all how many runs there are, where others went on */
function describeEarly(title: string, early: readonly RunResult[], all?: number): string {
  const [least = 0, most = 0] = extent(early, ({ run }) => run.iterations);
  const length =
    least === most
      ? formatPlural(most, "iteration")
      : `${formatCount(least)} to ${formatCount(most)} iterations`;
  const who = all === undefined ? "" : `${formatCount(early.length)} of ${formatPlural(all, "run")} `;
  return `${title}: ${who}stopped early, after ${length}: no more improvement.`;
}

/** How many runs are missing, and why the first of those that failed did: it mostly speaks for all. */
function describeMissing({ variants, planned, failures }: Comparison): string[] {
  const made = variants.reduce((sum, { runs }) => sum + runs.length, 0);
  if (made === planned) return [];
  const failed = failures.length === 0 ? "" : `, ${formatCount(failures.length)} of the others failed`;
  const count = `${formatCount(made)} of ${formatPlural(planned, "run")} are finished${failed}`;
  return [
    ...(variants.length === 0 ? [] : [`${count}: the figures are of these alone.`]),
    ...failures.slice(0, 1).map(describeFailure),
  ];
}

function describeFailure({ variant, seed, place, cause }: FailedRun): string {
  const run = nameRun({ seed, place });
  return `The first that failed is ${variant} with seed ${run}: ${withFullStop(messageOf(cause))}`;
}

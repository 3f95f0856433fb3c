import { formatClass, formatPlural } from "../base/number-format.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Model } from "../model/model.ts";

/** So many models have their lines in one panel: more would hide each other. */
export const MOST_LINES = 20;

/** What is said of a panel. */
export interface DescribedPanel {
  readonly others?: readonly Model[] | undefined;
  readonly isDiverged?: boolean;
  readonly panel: { readonly logits: Float64Array };
  readonly hasBorder: boolean;
  /** The accuracy on each part of the data. */
  readonly accuracies: readonly string[];
}

/** Panels side by side, and the examples in them. */
export interface DescribedBoundaries {
  readonly shown: readonly DescribedPanel[];
  readonly training: Dataset;
  readonly hasDevelopment: boolean;
}

/** Below a panel's heading. */
export function describeAccuracy(
  { isDiverged, others = [] }: Pick<DescribedPanel, "isDiverged" | "others">,
  [first, tested]: readonly string[],
  { examples }: Dataset,
): string {
  if (isDiverged) return "diverged";
  const isMean = others.length > 0 ? "mean " : "";
  if (tested === undefined && others.length > 0) return "each trained on most of these examples";
  return tested === undefined
    ? `right on ${first} of ${formatPlural(examples, "example")}`
    : `${isMean}accuracy ${first} training · ${tested} test`;
}

/** What the shading and the lines are, in a sentence. */
export function describeShading({ shown, training: { target } }: DescribedBoundaries): string {
  if (target.classNames.length > 2) return describeRegions(shown);
  const hasSeeds = shown.some(({ others = [] }) => others.length > 0);
  const subject = hasSeeds ? "mean probability over the runs" : "probability";
  const shading = `The shading is the ${subject} of ${formatClass(target.classNames[1] ?? "")}`;
  const isCut = shown.some(({ others = [] }) => others.length >= MOST_LINES);
  if (hasSeeds)
    return `${shading}; every line is where one run's is 0.5${isCut ? `, of the first ${MOST_LINES}` : ""}.`;
  if (shown.every((entry) => entry.hasBorder)) return `${shading}; on the line it is 0.5.`;
  if (shown.some((entry) => entry.hasBorder))
    return `${shading}; on the line it is 0.5, where a panel has one.`;
  return `${shading}; there is no line of 0.5 in what is shown.`;
}

/** The same for several classes. */
function describeRegions(shown: readonly DescribedPanel[]): string {
  if (shown.some(({ others = [] }) => others.length > 0)) {
    const isCut = shown.some(({ others = [] }) => others.length >= MOST_LINES);
    return (
      "The colour is that of the class with the highest mean probability over the runs, the stronger the higher it is; every " +
      `line is where the most probable class of one run changes${isCut ? `, of the first ${MOST_LINES}` : ""}.`
    );
  }
  const shading = "The colour is that of the most probable class, the stronger the higher its probability";
  if (shown.every((entry) => entry.hasBorder))
    return `${shading}; on a line two classes are equally probable.`;
  if (shown.some((entry) => entry.hasBorder)) {
    return `${shading}; on a line, where a panel has one, two classes are equally probable.`;
  }
  return `${shading}; there is no line between classes in what is shown.`;
}

/** One sentence; what it says last is of the examples that are not to be seen. */
export function describeExamples({ shown, training, hasDevelopment }: DescribedBoundaries): string {
  const undrawn = hasDevelopment ? "; development examples are not drawn" : "";
  const unshaded = shown.some(({ panel }) => panel.logits.some(Number.isNaN))
    ? ", and nothing is shaded where these give no number"
    : "";
  const [first] = shown;
  if (first !== undefined && shown.length === 1) {
    return first.isDiverged
      ? `The run diverged and is drawn with its last finite parameters${unshaded}${undrawn}.`
      : (first.others?.length ?? 0) > 0
        ? `${describeSeveral(first, training.examples)}${undrawn}.`
        : `The model is right on ${describeShares(first, training.examples)}${undrawn}.`;
  }
  const hasDiverged = shown.some((entry) => entry.isDiverged);
  const remark = hasDiverged
    ? `; a run that diverged is drawn with its last finite parameters${unshaded}`
    : "";
  return `${adviseLooking(shown)}${remark}${undrawn}.`;
}

function describeShares({ accuracies: [first, tested] }: DescribedPanel, examples: number): string {
  return tested === undefined
    ? `${first} of the ${formatPlural(examples, "example")}`
    : `${first} of the training examples (filled) and ${tested} of the test examples (hollow)`;
}

/** What several models of one variant get right; in cross-validation most of the examples are those they learned. */
function describeSeveral(shown: DescribedPanel, examples: number): string {
  return shown.accuracies.length === 1
    ? "Each model was trained on most of these examples, and judged on the others"
    : `On average the models are right on ${describeShares(shown, examples)}`;
}

function adviseLooking(shown: readonly DescribedPanel[]): string {
  const hasTest = shown.some(({ accuracies }) => accuracies.length > 1);
  if (!shown.some((entry) => entry.hasBorder)) {
    return hasTest ? "Training examples are filled, test examples hollow" : "Every mark is an example";
  }
  return hasTest
    ? "Compare how far each line bends to reach single training examples (filled), and whether the test examples (hollow) beside them agree"
    : "Compare how far each line bends to reach single examples";
}

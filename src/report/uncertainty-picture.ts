import { max, mean } from "d3-array";
import { formatClass, formatPlural } from "../base/number-format.ts";
import { type Comparison, isSound, type VariantResult } from "../compare/comparison.ts";
import type { RunResult } from "../compare/perform-runs.ts";
import { nameRun } from "../compare/run-name.ts";
import type { Dataset } from "../data/dataset.ts";
import { inColumnUnits, scaleRows } from "../data/preparation/feature-units.ts";
import { largestOf } from "../metrics/calibration.ts";
import type { Model } from "../model/model.ts";
import { createGrid, gridPoints } from "../plot/grid.ts";
import { plotSpreads, type SpreadPanel } from "../plot/spread-panels.ts";
import { hasActingDropout, weightRegularizers } from "../train/regularizers.ts";
import { predictEnsemble } from "../uncertainty/ensemble.ts";
import type { MemberPredictions } from "../uncertainty/members.ts";
import { predictWithDropout } from "../uncertainty/monte-carlo-dropout.ts";
import { canSeekLines, chooseSteps } from "./boundary-effort.ts";
import { isOfClasses, whyNoBoundaries } from "./boundary-pictures.ts";
import type { Picture } from "./picture.ts";

/** Thinned networks that a model of dropout is asked as. */
const DROPOUT_SAMPLES = 100;
/** Steps of the grid along each side: a spread is smoother than a border. */
const MOST_STEPS = 100;

/** A variant with the runs that did not diverge. */
interface SeedsOf {
  readonly variant: VariantResult;
  readonly runs: readonly RunResult[];
}

/** What one picture of spreads shows. */
interface SpreadPicture extends Pick<Picture, "name" | "title" | "explanation"> {
  readonly entries: readonly SeedsOf[];
  readonly modelsOf: (entry: SeedsOf) => readonly Model[];
  readonly headingOf: (entry: SeedsOf) => string;
  readonly ask: (entry: SeedsOf, rows: readonly (readonly number[])[]) => MemberPredictions;
}

/**
 * Where the models of several seeds differ, and, for variants with dropout, where one model differs from itself under
 * other masks. None where there are not two features and classes, or only one seed; not in cross-validation, where models
 * differ by their examples, too.
 */
export function drawSpreads(comparison: Comparison): Picture[] {
  const { data, design, variants } = comparison;
  const { training } = data;
  if (!isOfClasses(training) || design.kind !== "seeds" || whyNoBoundaries(comparison) !== undefined)
    return [];
  const several = variants
    .map((variant) => ({ variant, runs: variant.runs.filter(isSound) }))
    .filter(({ runs }) => runs.length >= 2);
  const dropping = several.filter(({ runs }) => canDrop(firstOf(runs)));
  const subject = describeSubject(training.target.classNames);
  return [
    ...drawPicture(ofSeeds(several, comparison, subject), training),
    ...drawPicture(ofDropout(dropping, comparison, subject), training),
  ];
}

/** Whose probability it is that differs. */
function describeSubject(classNames: readonly string[]): string {
  return classNames.length > 2
    ? "the class that is the most probable on average"
    : formatClass(classNames[1] ?? "");
}

function ofSeeds(entries: readonly SeedsOf[], { data }: Comparison, subject: string): SpreadPicture {
  return {
    name: "spread",
    title: `How far seeds differ on ${data.name}`,
    explanation:
      `The shading is the standard deviation, over the seeds of a model, of the probability of ${subject}: white where all ` +
      "say about the same, at most 0.5. It tells what the seed decides, not how often the models are wrong: where all agree, " +
      "all can be wrong.",
    entries,
    modelsOf: ({ runs }) => runs.map(({ run }) => run.model),
    headingOf: ({ variant, runs }) => `${variant.title}, ${formatPlural(runs.length, "seed")}`,
    ask: ({ runs }, rows) =>
      predictEnsemble(
        runs.map(({ run }) => run.model),
        rows,
      ),
  };
}

function ofDropout(entries: readonly SeedsOf[], { data }: Comparison, subject: string): SpreadPicture {
  return {
    name: "dropout-spread",
    title: `MC dropout on ${data.name}`,
    explanation:
      `The shading is the standard deviation of the probability of ${subject} over ${DROPOUT_SAMPLES} thinned networks: one ` +
      "trained model with its dropout left on (Monte-Carlo dropout). It depends on the keep probability that was chosen, and " +
      "is no measure of how often the model is wrong.",
    entries,
    modelsOf: ({ runs }) => Array.from({ length: DROPOUT_SAMPLES }, () => firstOf(runs).run.model),
    headingOf: ({ variant, runs }) => `${variant.title}, seed ${nameRun(firstOf(runs))}`,
    ask: ({ runs }, rows) => {
      const { model, settings } = firstOf(runs).run;
      return predictWithDropout(model, rows, { settings, samples: DROPOUT_SAMPLES });
    },
  };
}

function drawPicture(picture: SpreadPicture, training: Dataset): Picture[] {
  const { name, title, explanation, entries, modelsOf } = picture;
  if (entries.length === 0) return [];
  const shown = inColumnUnits(training);
  const grid = createGrid([shown], Math.min(MOST_STEPS, chooseSteps(entries.map(modelsOf))));
  const points = scaleRows(gridPoints(grid), training.preparation);
  const panels = entries.flatMap((entry) => toPanel(picture, entry, { points, training }));
  if (panels.length === 0) return [];
  // A panel alone has no heading of its own.
  const [lone] = panels;
  const whole = lone !== undefined && panels.length === 1 ? `${title}: ${lone.heading}` : title;
  const svg = plotSpreads({
    id: name,
    title: whole,
    description: explanation,
    panels,
    grid,
    training: shown,
  });
  return [{ name, title: whole, explanation, svg, tables: [] }];
}

/** A panel; none where a model's sums overflow in the plane. */
function toPanel(
  { headingOf, modelsOf, ask }: SpreadPicture,
  entry: SeedsOf,
  { points, training }: { readonly points: readonly (readonly number[])[]; readonly training: Dataset },
): SpreadPanel[] {
  const isFinite = [...new Set(modelsOf(entry))].every((model) =>
    model.logits(points).every(Number.isFinite),
  );
  if (!isFinite) return [];
  const rows = Array.from({ length: training.examples }, (_, example) => training.row(example));
  const predictions = ask(entry, points);
  const standardDeviation = spreadOfAnswer(predictions);
  const atExamples = mean(spreadOfAnswer(ask(entry, rows))) ?? 0;
  const note = `on average ${atExamples.toFixed(2)} at the training examples · up to ${(max(standardDeviation) ?? 0).toFixed(2)}`;
  return [{ heading: headingOf(entry), note, mean: predictions.mean, standardDeviation }];
}

/** How far the members differ about the class that they say together: of two classes, the probabilities differ alike. */
function spreadOfAnswer({ outputs, mean: center, standardDeviation }: MemberPredictions): Float64Array {
  return Float64Array.from({ length: center.length / outputs }, (_, row) => {
    const best = outputs === 1 ? 0 : largestOf(center, row * outputs, outputs);
    return standardDeviation[row * outputs + best] as number;
  });
}

/** Whether a model has dropout of units, is small enough to be asked many times, and drops no weights. */
function canDrop({ run: { model, settings } }: RunResult): boolean {
  const dropsWeights = weightRegularizers(settings).some(
    ({ connectKeepProbability }) => connectKeepProbability < 1,
  );
  return hasActingDropout(settings) && !dropsWeights && canSeekLines(model);
}

function firstOf(runs: readonly RunResult[]): RunResult {
  return runs[0] as RunResult;
}

import { max, mean } from "d3-array";
import { formatClass, formatPlural } from "../base/number-format.ts";
import { type Comparison, isSound, type VariantResult } from "../compare/comparison.ts";
import type { RunResult } from "../compare/perform-runs.ts";
import { nameRun } from "../compare/run-name.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import type { Model } from "../model/model.ts";
import { createGrid, gridPoints } from "../plot/grid.ts";
import { plotSpreads, type SpreadPanel } from "../plot/spread-panels.ts";
import { hasActingDropout, weightRegularizers } from "../train/regularizers.ts";
import { predictEnsemble } from "../uncertainty/ensemble.ts";
import type { MemberPredictions } from "../uncertainty/members.ts";
import { predictWithDropout } from "../uncertainty/monte-carlo-dropout.ts";
import { canSeekLines, chooseSteps } from "./boundary-effort.ts";
import { whyNoBoundaries } from "./boundary-pictures.ts";
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
 * other masks. None where there are not two features and two classes, or only one seed; not in cross-validation, where
 * models differ by their examples, too.
 */
export function drawSpreads(comparison: Comparison): Picture[] {
  const { data, design, variants } = comparison;
  const { training } = data;
  if (!isOfTwoClasses(training) || design.kind !== "seeds" || whyNoBoundaries(data) !== undefined) return [];
  const several = variants
    .map((variant) => ({ variant, runs: variant.runs.filter(isSound) }))
    .filter(({ runs }) => runs.length >= 2);
  const dropping = several.filter(({ runs }) => canDrop(firstOf(runs)));
  const className = formatClass(training.target.classNames[1] ?? "");
  return [
    ...drawPicture(ofSeeds(several, comparison, className), training),
    ...drawPicture(ofDropout(dropping, comparison, className), training),
  ];
}

function isOfTwoClasses(dataset: Dataset<TargetColumn>): dataset is Dataset {
  return dataset.target.type === "category" && dataset.target.classNames.length === 2;
}

function ofSeeds(entries: readonly SeedsOf[], { data }: Comparison, className: string): SpreadPicture {
  return {
    name: "spread",
    title: `How far seeds differ on ${data.name}`,
    explanation:
      `The shading is the standard deviation, over the seeds of a model, of the probability of ${className}: white where all ` +
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

function ofDropout(entries: readonly SeedsOf[], { data }: Comparison, className: string): SpreadPicture {
  return {
    name: "dropout-spread",
    title: `MC dropout on ${data.name}`,
    explanation:
      `The shading is the standard deviation of the probability of ${className} over ${DROPOUT_SAMPLES} thinned networks: one ` +
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
  const grid = createGrid([training], Math.min(MOST_STEPS, chooseSteps(entries.map(modelsOf))));
  const points = gridPoints(grid);
  const panels = entries.flatMap((entry) => toPanel(picture, entry, { points, training }));
  if (panels.length === 0) return [];
  // A panel alone has no heading of its own.
  const [lone] = panels;
  const whole = lone !== undefined && panels.length === 1 ? `${title}: ${lone.heading}` : title;
  const svg = plotSpreads({ id: name, title: whole, description: explanation, panels, grid, training });
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
  const { standardDeviation, mean: center } = ask(entry, points);
  const atExamples = mean(ask(entry, rows).standardDeviation) ?? 0;
  const note = `on average ${atExamples.toFixed(2)} at the training examples · up to ${(max(standardDeviation) ?? 0).toFixed(2)}`;
  return [{ heading: headingOf(entry), note, mean: center, standardDeviation }];
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

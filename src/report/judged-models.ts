import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { isSound } from "../compare/comparison.ts";
import { nameRun } from "../compare/run-name.ts";
import { alignDataset } from "../data/align.ts";
import { classNamesOf } from "../data/columns.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { divideIntoFolds } from "../data/folds.ts";
import { toTargetUnits } from "../data/preparation/target-scale.ts";
import { type PredictedExamples, toScored } from "../metrics/examples.ts";
import type { ScoredExamples } from "../metrics/ranking.ts";
import type { Model } from "../model/model.ts";
import { calibrate } from "../uncertainty/calibrated-model.ts";

/** What a model says of the examples that models are judged by. */
export interface JudgedModel {
  /** The variant in words. */
  readonly title: string;
  readonly examples: PredictedExamples;
  /**
   * The same model with a temperature that was fitted on development examples. Absent where there are none, in
   * cross-validation, where labels or numbers are predicted, and where its sums overflow on them or they set the
   * temperature no bound.
   */
  readonly tempered?: TemperedModel | undefined;
}

/** A model whose temperature was fitted on other examples than it is judged by. */
export interface TemperedModel {
  readonly temperature: number;
  readonly examples: PredictedExamples;
}

/** A model with examples that it was not trained on. */
interface Judgement {
  readonly model: Model;
  readonly dataset: Dataset<TargetColumn>;
}

/**
 * The predictions of every variant on the examples that models are judged by: of its first run that did not diverge, on
 * test examples; in cross-validation, of all folds of the first repeat together, on what each held out. A variant without
 * such a run, or whose sums overflow there, is left out.
 */
export function judgeModels(comparison: Comparison): readonly JudgedModel[] {
  const judgementsOf = prepareJudgements(comparison);
  return comparison.variants.flatMap((variant) => {
    const parts = judgementsOf(variant).map(predict);
    const found = parts.filter((part) => part !== undefined);
    const [first] = found;
    if (first === undefined || found.length < parts.length) return [];
    const examples = joinPredictions([first, ...found.slice(1)]);
    return [{ title: variant.title, examples, tempered: temper(comparison, judgementsOf(variant)) }];
  });
}

function temper(
  { design, data: { development } }: Comparison,
  [judgement]: readonly Judgement[],
): TemperedModel | undefined {
  if (design.kind !== "seeds" || development === undefined || judgement === undefined) return undefined;
  const { model, dataset } = judgement;
  if (model.head !== "binary" && model.head !== "multiclass") return undefined;
  if (!model.scores(development).costs.every(Number.isFinite)) return undefined;
  const { calibrated, fitted } = calibrate(model, development);
  const examples = fitted.isAtBound ? undefined : predict({ model: calibrated, dataset });
  return examples && { temperature: calibrated.temperature, examples };
}

/** What the predictions of {@link judgeModels} are, for the explanation of a picture: "seed 3 on the test examples". */
export function describeJudged({ design, variants }: Comparison): string {
  if (design.kind === "folds") {
    const repeat = design.seeds.length === 1 ? "" : " in the first repeat";
    return `each example judged by the model that held it out${repeat}`;
  }
  const firsts = variants.flatMap(({ runs }) => runs.filter(isSound).slice(0, 1));
  const names = [...new Set(firsts.map(nameRun))];
  const seed = names.length === 1 ? `seed ${names[0]}` : "the first seed with a result";
  return design.seeds.length === 1 ? "on the test examples" : `${seed} alone, on the test examples`;
}

function prepareJudgements({
  design,
  data,
  examples,
}: Comparison): (variant: VariantResult) => readonly Judgement[] {
  if (design.kind === "seeds") {
    return ({ runs }) =>
      runs
        .filter(isSound)
        .slice(0, 1)
        .map(({ run }) => ({ model: run.model, dataset: data.test }));
  }
  const divided = divideIntoFolds(examples, design.folds, design.seeds[0] as number);
  return ({ runs }) =>
    runs.filter(isSound).flatMap(({ place, run }) => {
      const fold = place?.repeat === 1 ? divided[place.fold - 1] : undefined;
      return fold === undefined ? [] : [{ model: run.model, dataset: fold.heldOut }];
    });
}

/** Undefined where a logit is not finite: its sign may be wrong, since a part of its sum overflowed. */
function predict({ model, dataset }: Judgement): PredictedExamples | undefined {
  const { head: task, outputs } = model;
  const aligned = alignDataset(dataset, model.labels);
  const rows = Array.from({ length: aligned.examples }, (_, example) => aligned.row(example));
  const logits = model.logits(rows);
  if (!logits.every(Number.isFinite)) return undefined;
  const { target, weights, preparation } = aligned;
  const names = classNamesOf(target);
  return {
    task,
    outputs,
    predictions: model.toPredictions(logits),
    targets: target.type === "number" ? toTargetUnits(target.values, preparation) : target.values,
    weights,
    classNames: names.length === 0 ? undefined : names,
  };
}

function joinPredictions(parts: readonly [PredictedExamples, ...PredictedExamples[]]): PredictedExamples {
  const [first, ...others] = parts;
  if (others.length === 0) return first;
  const join = (pick: (part: PredictedExamples) => ArrayLike<number>): Float64Array =>
    Float64Array.from(parts.flatMap((part) => Array.from(pick(part))));
  const isWeighted = first.weights !== undefined;
  return {
    ...first,
    predictions: join(({ predictions }) => predictions),
    targets: join(({ targets }) => targets),
    weights: isWeighted ? join(({ weights }) => weights ?? []) : undefined,
  };
}

/** More curves than these cannot be told apart. */
const MOST_CURVES = 8;

/** A curve of scores against outcomes: of a model, or of one class of a lone model. */
export interface ScoredCurve {
  readonly name: string;
  readonly scored: ScoredExamples;
}

/** What the curves of {@link toScoredCurves} are of. */
export type CurveSubject = "class 1" | "each class" | "all classes";

/**
 * Scores and outcomes for ROC and precision–recall curves. Of two classes, those of class 1 of every model. Of several, or
 * of labels, each class against the others of a lone model; of more models or many classes, all classes of a model
 * together (the micro average): every probability with whether its class is the example's.
 */
export function toScoredCurves(judged: readonly JudgedModel[]): {
  readonly subject: CurveSubject;
  readonly curves: readonly ScoredCurve[];
} {
  const [lone] = judged;
  const { task, outputs, classNames = [] } = (lone as JudgedModel).examples;
  if (task === "binary") {
    const curves = judged.map(({ title, examples }) => ({ name: title, scored: toScored(examples, 1) }));
    return { subject: "class 1", curves };
  }
  if (judged.length === 1 && outputs <= MOST_CURVES) {
    const curves = classNames.map((name, index) => ({
      name,
      scored: scoreClass((lone as JudgedModel).examples, index),
    }));
    return { subject: "each class", curves };
  }
  const curves = judged.map(({ title, examples }) => ({ name: title, scored: scoreAll(examples) }));
  return { subject: "all classes", curves };
}

/** Whether an example has a class or a label. */
function outcomeOf({ task, outputs, targets }: PredictedExamples, example: number, index: number): number {
  if (task === "multilabel") return targets[example * outputs + index] as number;
  return targets[example] === index ? 1 : 0;
}

function scoreClass(examples: PredictedExamples, index: number): ScoredExamples {
  const { outputs, predictions, weights } = examples;
  const length = predictions.length / outputs;
  return {
    scores: Float64Array.from({ length }, (_, example) => predictions[example * outputs + index] as number),
    outcomes: Uint8Array.from({ length }, (_, example) => outcomeOf(examples, example, index)),
    weights,
  };
}

/** Every probability with whether it is of the example's class, or of one of its labels. */
export function scoreAll(examples: PredictedExamples): ScoredExamples {
  const { outputs, predictions, weights } = examples;
  const exampleOf = (place: number): number => Math.floor(place / outputs);
  const outcome = (place: number): number => outcomeOf(examples, exampleOf(place), place % outputs);
  return {
    scores: predictions,
    outcomes: Uint8Array.from(predictions, (_, place) => outcome(place)),
    weights: weights && Float64Array.from(predictions, (_, place) => weights[exampleOf(place)] as number),
  };
}

import { InvalidInputError } from "../base/errors.ts";
import { describeOption, type OptionNaming, ownName, parseOptions } from "../base/options.ts";
import { MAX_SEED } from "../base/random-stream.ts";
import { alignDataset, labelsOf } from "../data/align.ts";
import type { DataSplit, TargetColumn } from "../data/dataset.ts";
import { checkClassSizes, divideIntoFolds } from "../data/folds.ts";
import { joinParts } from "../data/join-parts.ts";
import { metricsFor } from "../metrics/metrics.ts";
import { DEVELOPMENT_COST } from "../train/early-stopping.ts";
import { type TrainOptions, type TrainSettings, trainOptions } from "../train/options.ts";
import { checkTrainable } from "../train/step.ts";
import { taskOf } from "../train/task.ts";
import { defaultSpace } from "./default-space.ts";
import { placesOf } from "./leaders.ts";
import { signOf } from "./objective.ts";
import { type SearchDesign, searchDesignOptions, type TuneOptions, tuneOptions } from "./options.ts";
import { resolveSpace } from "./resolve-space.ts";
import { countGridPoints, MAX_GRID_POINTS } from "./samplers/grid.ts";
import { samplers } from "./samplers/samplers.ts";
import type { SearchPlan } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";
import { type SearchSpace, toAxis, valuesAt } from "./space.ts";
import type { TrialData } from "./trial-runner.ts";
import { checkSpace, settingsOf } from "./trial-settings.ts";

/** A search, checked by itself. */
export interface ResolvedSearch {
  readonly design: SearchDesign;
  /** What all trials share, as it was given. */
  readonly shared: TrainOptions;
  /** The same, complete: the settings that the search is to beat. */
  readonly settings: TrainSettings;
  readonly space: SearchSpace;
}

/**
 * Checks a search before any data is looked at.
 *
 * @param search undefined for the usual space
 * @param nameOf how to call an option in messages
 * @param nameSearched how to call a dimension of the space
 * @throws InvalidInputError naming the option or the dimension that is wrong
 */
export function resolveSearch(
  given: TuneOptions,
  search: SearchOptions | undefined,
  nameOf: OptionNaming = ownName,
  nameSearched?: OptionNaming,
): ResolvedSearch {
  parseOptions(tuneOptions, given, nameOf);
  const isDesign = ([name]: readonly [string, unknown]): boolean => name in searchDesignOptions.entries;
  const entries = Object.entries(given);
  const shared: TrainOptions = Object.fromEntries(entries.filter((entry) => !isDesign(entry)));
  const design = parseOptions(searchDesignOptions, Object.fromEntries(entries.filter(isDesign)), nameOf);
  const settings = settingsOf(shared, {}, nameOf);
  const space = resolveSpace(search ?? defaultSpace(shared), nameSearched);
  if (design.sampler === "grid") checkGrid(space, design, nameOf);
  return { design, shared, settings, space };
}

function checkGrid(space: SearchSpace, { levels }: SearchDesign, nameOf: OptionNaming): void {
  const size = countGridPoints(space.map(toAxis), levels);
  if (size <= MAX_GRID_POINTS) return;
  throw new InvalidInputError({
    source: "option",
    where: nameOf(describeOption(searchDesignOptions, "levels")),
    expected: `a grid of at most ${MAX_GRID_POINTS} points`,
    received: String(size),
    hint: "Take fewer levels, or another sampler.",
  });
}

/**
 * The examples that trials are judged by, and a check of the search against them.
 *
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError where the data lacks what the search needs
 */
export function resolveTrialData(
  data: DataSplit<TargetColumn>,
  search: ResolvedSearch,
  nameOf: OptionNaming = ownName,
): TrialData {
  const { design, shared, settings, space } = search;
  alignDataset(data.test, labelsOf(data.training));
  const trialData = divisionOf(data, design, nameOf);
  const { examples, development } = trialData;
  const [first] = development === undefined ? divideIntoFolds(examples, design.folds, 0) : [];
  const training = first?.training ?? examples;
  const heldOut = development ?? first?.heldOut;
  checkObjective(data, { design, settings }, nameOf);
  if (heldOut !== undefined) checkSpace(space, shared, { training, heldOut });
  checkTrainable(training, settings, heldOut);
  checkNested(trialData, design, nameOf);
  if (settings.seed + design.repeats > MAX_SEED) throw tooLateSeed(settings.seed, nameOf);
  return trialData;
}

function divisionOf(data: DataSplit<TargetColumn>, { folds }: SearchDesign, nameOf: OptionNaming): TrialData {
  const { name, training, development } = data;
  const others = development && alignDataset(development, labelsOf(training));
  if (folds === 1) {
    if (others !== undefined) return { examples: training, development: others };
    throw new InvalidInputError({
      source: "option",
      where: nameOf(describeOption(searchDesignOptions, "folds")),
      expected: `at least 2 for "${name}", which has no development examples`,
      received: "1",
      hint: "Cross-validation needs none.",
    });
  }
  const joined = others && joinParts(`${name} (training and development)`, [training, others]);
  const examples = joined ?? training;
  checkClassSizes(examples, folds);
  return { examples };
}

function checkNested({ examples }: TrialData, { nested, folds }: SearchDesign, nameOf: OptionNaming): void {
  if (nested === undefined) return;
  if (folds === 1) {
    throw new InvalidInputError({
      source: "option",
      where: nameOf(describeOption(searchDesignOptions, "nested")),
      expected: "at least 2 folds within each outer one",
      received: `${nameOf(describeOption(searchDesignOptions, "folds"))} 1`,
    });
  }
  const [outer] = divideIntoFolds(examples, nested, 0);
  if (outer !== undefined) checkClassSizes(outer.training, folds);
}

function checkObjective(
  { training }: DataSplit<TargetColumn>,
  { design, settings }: Pick<ResolvedSearch, "design" | "settings">,
  nameOf: OptionNaming,
): void {
  const { objective } = design;
  const { spec } = taskOf(training, settings, nameOf(describeOption(trainOptions, "loss")));
  const fitting = metricsFor(spec.head);
  if (objective === DEVELOPMENT_COST || fitting.includes(objective)) return;
  throw new InvalidInputError({
    source: "option",
    where: nameOf(describeOption(searchDesignOptions, "objective")),
    expected: `one of ${[DEVELOPMENT_COST, ...fitting].join(", ")} for "${training.target.name}"`,
    received: objective,
  });
}

function tooLateSeed(seed: number, nameOf: OptionNaming): InvalidInputError {
  return new InvalidInputError({
    source: "option",
    where: nameOf(describeOption(trainOptions, "seed")),
    expected: `a seed that leaves room for those of the repeats, up to ${MAX_SEED}`,
    received: String(seed),
  });
}

/** The plan of the trials. */
export function toPlan({ design, shared, settings, space }: ResolvedSearch): SearchPlan {
  const context = { axes: space.map(toAxis), seed: settings.seed };
  const sampler = samplers[design.sampler].create(context, design);
  return {
    sampler,
    trials: Math.min(design.trials, sampler.size ?? Infinity),
    pruner: design.pruner,
    lag: design.lag,
    places: placesOf({ folds: design.folds, from: 1, count: design.repeats }),
    interpret: (point) => {
      const values = valuesAt(space, point);
      return { values, settings: settingsOf(shared, values) };
    },
    sign: signOf(design.objective),
  };
}

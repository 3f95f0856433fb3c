import { alignDataset, labelsOf } from "../data/align.ts";
import type { DataSplit, Dataset, TargetColumn } from "../data/dataset.ts";
import { checkClassSizes, divideIntoFolds, type Fold } from "../data/folds.ts";
import { joinParts } from "../data/join-parts.ts";
import type { TrainSettings } from "../train/options.ts";
import type { Design } from "./options.ts";
import type { Variant } from "./variants.ts";

/** Where a run stands in a cross-validation, counted from 1. */
export interface FoldPlace {
  readonly repeat: number;
  readonly fold: number;
}

/** The examples of a run. */
export interface RunData {
  readonly training: Dataset<TargetColumn>;
  /** In cross-validation, the fold that is held out. */
  readonly development?: Dataset<TargetColumn> | undefined;
  /** Absent in cross-validation: it never opens the test examples. */
  readonly test?: Dataset<TargetColumn> | undefined;
}

/** A run that is to be made. */
export interface PlannedRun {
  readonly variant: Variant;
  readonly settings: TrainSettings;
  readonly seed: number;
  /** In cross-validation only. */
  readonly place?: FoldPlace;
  /** Its examples: folds are divided when they are first asked for. */
  readonly data: () => RunData;
}

/**
 * All runs of a comparison, seed by seed and within a seed variant by variant: one that is cut short has its variants on
 * the same seeds, as far as it came.
 *
 * @throws InvalidInputError when a class has fewer examples than there are folds
 */
export function planRuns(
  design: Design,
  variants: readonly Variant[],
  data: DataSplit<TargetColumn>,
): readonly PlannedRun[] {
  const plan = (seed: number, rest: Pick<PlannedRun, "place" | "data">): PlannedRun[] =>
    variants.map((variant) => ({ variant, seed, settings: { ...variant.settings, seed }, ...rest }));
  if (design.kind === "seeds") return design.seeds.flatMap((seed) => plan(seed, { data: () => data }));
  const { folds, seeds } = design;
  const examples = examplesFor(design, data);
  checkClassSizes(examples, folds);
  return seeds.flatMap((seed, repeat) => {
    let divided: readonly Fold<TargetColumn>[] | undefined;
    return Array.from({ length: folds }, (_, fold) =>
      plan(seed, {
        place: { repeat: repeat + 1, fold: fold + 1 },
        data: () => {
          divided ??= divideIntoFolds(examples, folds, seed);
          const { training, heldOut } = divided[fold] as Fold<TargetColumn>;
          return { training, development: heldOut };
        },
      }),
    ).flat();
  });
}

/** What a comparison trains on: the training examples; in cross-validation with the development examples. */
export function examplesFor(
  { kind }: Design,
  { name, training, development }: DataSplit<TargetColumn>,
): Dataset<TargetColumn> {
  if (kind === "seeds" || development === undefined) return training;
  const others = alignDataset(development, labelsOf(training));
  return joinParts(`${name} (training and development)`, [training, others]);
}

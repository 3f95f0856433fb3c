import type { DataSplit, Dataset } from "./dataset.ts";
import { football } from "./football.ts";
import { blobs, circles, generatorOptions, moons, type SampleOptions, spirals, xor } from "./generators.ts";
import { GENERATED, GENERATED_WITH_CLASSES, GENERATED_WITH_NOISE, UNDIVIDED } from "./input-kinds.ts";
import { joinParts } from "./join-parts.ts";
import { type SplitOptions, splitDataset } from "./split.ts";

/** The data sets that wellfit brings: football, already divided, and generators of any size. */
export const datasets = { football, moons, circles, blobs, spirals, xor } as const;

/** The name of one of {@link datasets}. */
export type DatasetName = keyof typeof datasets;

/** The names of {@link datasets}, in their order. */
export const DATASET_NAMES: readonly DatasetName[] = Object.keys(datasets) as DatasetName[];

/** A data set by its name: football as it comes, the others made as `sample` says and divided as `split` says. */
export function builtInDataset(name: DatasetName, sample: SampleOptions, split: SplitOptions): DataSplit {
  return name === "football" ? football() : splitDataset(generate(name, sample), split);
}

/** All examples of a data set by its name: both parts of football, or as many as `sample` says. */
export function wholeDataset(name: DatasetName, sample: SampleOptions): Dataset {
  if (name !== "football") return generate(name, sample);
  const { training, test } = football();
  return joinParts(name, [training, test]);
}

function generate(name: Exclude<DatasetName, "football">, sample: SampleOptions): Dataset {
  const { examples, noise, classes: centers, dataSeed: seed } = sample;
  if (name === "blobs") return blobs({ examples, seed, centers });
  return datasets[name]({ examples, seed, ...(noise === undefined ? {} : { noise }) });
}

/** What a data set that wellfit brings is, in the words in which options say what they apply to. */
export function kindsOf(name: DatasetName): readonly string[] {
  if (name === "football") return [];
  const { entries } = generatorOptions[name];
  return [
    UNDIVIDED,
    GENERATED,
    ...("noise" in entries ? [GENERATED_WITH_NOISE] : []),
    ...("centers" in entries ? [GENERATED_WITH_CLASSES] : []),
  ];
}

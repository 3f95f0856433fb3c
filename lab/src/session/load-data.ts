import {
  type CategoryColumn,
  type DataSplit,
  type Dataset,
  datasets,
  splitDataset,
  type TargetColumn,
} from "wellfit";
import { type DataRecipe, ownDataset } from "../state/data-recipe.ts";
import type { ShownData, ShownExamples } from "./protocol.ts";

/**
 * The data that a recipe stands for: the same that the command line makes of the same words.
 *
 * @param base the page's own address, from which that of a file goes on
 * @throws InvalidInputError when a file is not as it should be, or the server does not have it
 */
export async function loadData(recipe: DataRecipe, base: string): Promise<DataSplit<TargetColumn>> {
  const name = ownDataset(recipe);
  if (name === undefined) {
    // Readers of files are larger than all that trains: they come when there is a file.
    const { readServedFile } = await import("./read-served-file.ts");
    return readServedFile(new URL(recipe.source, base));
  }
  if (name === "football") return datasets.football();
  const { examples, noise, classes, dataSeed } = recipe.sample;
  const common = { ...(examples && { examples }), ...(dataSeed === undefined ? {} : { seed: dataSeed }) };
  if (name === "blobs")
    return splitDataset(datasets.blobs({ ...common, ...(classes && { centers: classes }) }));
  return splitDataset(datasets[name]({ ...common, ...(noise === undefined ? {} : { noise }) }));
}

/** Loads data as {@link loadData} does, and keeps the last: run after run is made on the same. */
export function createDataLoader(): typeof loadData {
  let last: { readonly key: string; readonly split: DataSplit<TargetColumn> } | undefined;
  return async (recipe, base) => {
    const key = JSON.stringify(recipe);
    if (last?.key !== key) last = { key, split: await loadData(recipe, base) };
    return last.split;
  };
}

/** The examples of a split that were not trained on, by which one chooses: those of development, where there are any. */
export function heldOutOf({ development, test }: DataSplit<TargetColumn>): Dataset<TargetColumn> {
  return development ?? test;
}

/** More marks than these hide each other, and take long to draw. */
const MOST_DRAWN = 2000;

/** Data as a page shows them; of very many examples some, evenly spread over their order. */
export function toShownData(split: DataSplit<TargetColumn>): ShownData {
  const { name, training, development } = split;
  const heldOut = heldOutOf(split);
  const stride = Math.max(1, Math.ceil((training.examples + heldOut.examples) / MOST_DRAWN));
  return {
    name,
    featureNames: training.features.map((feature) => feature.name),
    classNames: isClasses(training.target) ? training.target.classNames : [],
    examples: training.examples,
    training: toShownExamples(training, stride),
    heldOut: toShownExamples(heldOut, stride),
    heldOutPart: development === undefined ? "test" : "development",
  };
}

function toShownExamples(dataset: Dataset<TargetColumn>, stride: number): ShownExamples {
  const { features, target, examples } = dataset;
  const chosen = Array.from({ length: Math.ceil(examples / stride) }, (_, place) => place * stride);
  const valuesOf = (feature: number): Float64Array =>
    Float64Array.from(chosen, (example) => features[feature]?.values[example] ?? 0);
  const classes = isClasses(target) ? target.values : undefined;
  return {
    stride,
    x: valuesOf(0),
    y: valuesOf(1),
    classes: Uint16Array.from(classes === undefined ? [] : chosen, (example) => classes?.[example] as number),
  };
}

function isClasses(target: TargetColumn): target is CategoryColumn {
  return target.type === "category";
}

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
  if (name === "blobs") return splitDataset(datasets.blobs({ ...common, ...(classes && { centers: classes }) }));
  return splitDataset(datasets[name]({ ...common, ...(noise === undefined ? {} : { noise }) }));
}

/** The examples of a split that were not trained on, by which one chooses: those of development, where there are any. */
export function heldOutOf({ development, test }: DataSplit<TargetColumn>): Dataset<TargetColumn> {
  return development ?? test;
}

/** Data as a page shows them. */
export function toShownData(split: DataSplit<TargetColumn>): ShownData {
  const { name, training, development } = split;
  return {
    name,
    featureNames: training.features.map((feature) => feature.name),
    classNames: isClasses(training.target) ? training.target.classNames : [],
    training: toShownExamples(training),
    heldOut: toShownExamples(heldOutOf(split)),
    heldOutPart: development === undefined ? "test" : "development",
  };
}

function toShownExamples({ features, target, examples }: Dataset<TargetColumn>): ShownExamples {
  const [x, y] = features;
  return {
    x: x?.values ?? new Float64Array(examples),
    y: y?.values ?? new Float64Array(examples),
    classes: isClasses(target) ? Uint16Array.from(target.values) : new Uint16Array(0),
  };
}

function isClasses(target: TargetColumn): target is CategoryColumn {
  return target.type === "category";
}

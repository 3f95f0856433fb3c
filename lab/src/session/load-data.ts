import { type DataSplit, datasets, splitDataset, type TargetColumn } from "wellfit";
import { type DataRecipe, DRAWN, ownDataset } from "../state/data-recipe.ts";
import { drawnDataset } from "./drawn-dataset.ts";

/**
 * The data that a recipe stands for: the same that the command line makes of the same words.
 *
 * @param base the page's own address, from which that of a served file goes on
 * @param file the person's own file that the recipe is of
 * @throws InvalidInputError when a file is not as it should be, or the server does not have it
 */
export async function loadData(
  recipe: DataRecipe,
  base: string,
  file?: Blob,
): Promise<DataSplit<TargetColumn>> {
  if (recipe.source === DRAWN) return drawnDataset(recipe.points ?? "");
  const name = ownDataset(recipe);
  if (name === undefined) {
    // Readers of files are larger than all that trains: they come when there is a file.
    const { readDataFile } = await import("./read-data-file.ts");
    return readDataFile(recipe, base, file);
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
  return async (recipe, base, file) => {
    const key = JSON.stringify(recipe);
    if (last?.key !== key) last = { key, split: await loadData(recipe, base, file) };
    return last.split;
  };
}

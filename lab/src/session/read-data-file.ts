import { type DataSplit, readDataset, type TargetColumn } from "wellfit";
import { type DataRecipe, fileNameOf } from "../state/data-recipe.ts";
import { fetchServedFile } from "./served-file.ts";

/**
 * A data file, read and divided as the command line does it with the same words.
 *
 * @param file a person's own; undefined for one that lies on the page's own server
 * @param base the page's own address, from which that of a served file goes on
 * @throws Error when it is not there, InvalidInputError when it is not as it should be
 */
export async function readDataFile(
  recipe: DataRecipe,
  base: string,
  file: Blob | undefined,
): Promise<DataSplit<TargetColumn>> {
  const bytes = await (file ?? (await fetchServedFile(recipe, base))).arrayBuffer();
  return readDataset(bytes, { name: fileNameOf(recipe), ...recipe.reading });
}

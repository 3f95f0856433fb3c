import { type DataSplit, readDataset, type TargetColumn } from "wellfit";
import { type DataRecipe, fileNameOf } from "../state/data-recipe.ts";

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

/** The file that a recipe names on the page's own server. @throws Error when it is not there */
export async function fetchServedFile(recipe: DataRecipe, base: string): Promise<Blob> {
  const response = await fetch(new URL(recipe.source.split("/").map(encodeURIComponent).join("/"), base));
  if (!response.ok) throw new Error(`${fileNameOf(recipe)}: the server has no such file.`);
  return response.blob();
}

import { type DataRecipe, fileNameOf } from "../state/data-recipe.ts";

/**
 * The file that a recipe names on the page's own server.
 *
 * @param base the page's own address, from which that of the file goes on
 * @throws Error when it is not there
 */
export async function fetchServedFile(recipe: DataRecipe, base: string): Promise<Blob> {
  const response = await fetch(new URL(recipe.source.split("/").map(encodeURIComponent).join("/"), base));
  if (!response.ok) throw new Error(`${fileNameOf(recipe)}: the server has no such file.`);
  return response.blob();
}

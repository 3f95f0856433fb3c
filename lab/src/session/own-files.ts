import type { DataRecipe } from "../state/data-recipe.ts";
import { DRAWN, isOwnFile } from "../state/data-recipe.ts";
import { isEnough, parsePoints } from "../state/drawn-points.ts";
import type { FindData } from "./run-keeper.ts";

/** Files that a person has given to the page, by the sources of their recipes. They stay in the page's memory. */
export type OwnFiles = Map<string, Blob>;

/** Finds a person's data: files among those that were given, and points where enough are drawn. */
export function dataFinder(files: OwnFiles): FindData {
  return (data) => {
    const file = files.get(data.source);
    return { file, isThere: hasData(data, file) };
  };
}

function hasData(data: DataRecipe, file: Blob | undefined): boolean {
  if (data.source === DRAWN) return isEnough(parsePoints(data.points ?? ""));
  return file !== undefined || !isOwnFile(data);
}

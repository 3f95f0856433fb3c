import { basename, extname } from "node:path";
import { checkPath, readBytes, writeWhole } from "../base/files.ts";
import type { Model } from "./model.ts";
import { factsOf, type ModelFacts, parseModelBytes, toModelBytes } from "./model-bytes.ts";
import { toModelDocument } from "./model-json.ts";

/**
 * Writes a model, whole or not at all: as JSON where the name ends in `.json`, else as a `.wellfit` file.
 * @throws InvalidInputError for anything but a Model, and when the file cannot be written
 */
export async function saveModel(model: Model, path: string): Promise<void> {
  checkPath(path, "saveModel");
  const isJson = extname(path).toLowerCase() === ".json";
  await writeWhole(
    path,
    isJson ? `${JSON.stringify(toModelDocument(model), undefined, 1)}\n` : toModelBytes(model),
  );
}

/**
 * Reads a model that {@link saveModel} wrote, in either form, whatever its name.
 * @throws InvalidInputError when it cannot be read, or was damaged or edited
 * @throws UnsupportedError when it needs a newer wellfit
 */
export async function loadModel(path: string): Promise<Model> {
  checkPath(path, "loadModel");
  return (await readModelFile(path)).model;
}

/** Like {@link loadModel}, with what its file is. */
export async function readModelFile(path: string): Promise<{ model: Model; facts: ModelFacts }> {
  const bytes = await readBytes(path);
  const model = parseModelBytes(bytes, basename(path));
  return { model, facts: factsOf(bytes, model) };
}

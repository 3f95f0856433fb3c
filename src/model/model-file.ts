import { basename } from "node:path";
import { checkPath, readTextBytes, writeWhole } from "../base/files.ts";
import type { Model } from "./model.ts";
import { parseModel, toModelDocument } from "./model-json.ts";

/**
 * Writes a model as JSON, whole or not at all.
 * @throws InvalidInputError for anything but a Model, and when the file cannot be written
 */
export async function saveModel(model: Model, path: string): Promise<void> {
  checkPath(path, "saveModel");
  await writeWhole(path, `${JSON.stringify(toModelDocument(model), undefined, 1)}\n`);
}

/**
 * Reads a model that {@link saveModel} wrote.
 * @throws InvalidInputError when it cannot be read, or was damaged or edited
 */
export async function loadModel(path: string): Promise<Model> {
  checkPath(path, "loadModel");
  return parseModel(new TextDecoder().decode(await readTextBytes(path)), basename(path));
}

/**
 * What wellfit adds where there are files: data sets, models and reports on disk, pictures as PNG. Node only.
 *
 * @packageDocumentation
 */

export { type LoadOptions, loadDataset } from "./data/load-dataset.ts";
export { type FeatureOptions, loadFeatureRows } from "./data/load-features.ts";
export { loadModel, saveModel } from "./model/model-file.ts";
export { renderPng } from "./report/png.ts";
export { writeReport } from "./report/write-report.ts";

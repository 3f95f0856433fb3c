/**
 * wellfit: small and medium neural networks, trained with the same bits everywhere, and what regularization does to
 * them. This entry works in every browser and in Node; `wellfit/node` adds files.
 *
 * @packageDocumentation
 */

export {
  type InputSource,
  InternalError,
  type InvalidInput,
  InvalidInputError,
  UnsupportedError,
} from "./base/errors.ts";
export { fingerprint } from "./base/fingerprint.ts";
export { Matrix } from "./base/matrix.ts";
export { numpyRandom } from "./base/numpy-random.ts";
export {
  describeOptions,
  type OptionDescription,
  type OptionKind,
  type OptionMetadata,
  type OptionTable,
} from "./base/options.ts";
export type { RandomStream, Shufflable } from "./base/random-stream.ts";
export { VERSION } from "./base/version.ts";
export {
  type CompareContext,
  type CompareEvent,
  type Comparison,
  compare,
  type VariantResult,
} from "./compare/compare.ts";
export {
  type DatasetDocument,
  toDatasetDocument,
  toResultsTable,
  toVariantDocument,
  type VariantDocument,
} from "./compare/results.ts";
export { type CompareOptions, compareOptions } from "./compare/variants.ts";
export type { DataLabels } from "./data/align.ts";
export { toCsvDataset } from "./data/csv/csv-dataset.ts";
export { type CsvRow, type CsvTable, type HeaderChoice, readCsv } from "./data/csv/csv-table.ts";
export {
  type CategoryColumn,
  type DataSplit,
  Dataset,
  type DatasetParts,
  type NumberColumn,
} from "./data/dataset.ts";
export { type DatasetName, datasets } from "./data/datasets.ts";
export type { MatArray, MatClass } from "./data/mat/mat-array.ts";
export { type MatDatasets, type MatVariables, toMatDatasets } from "./data/mat/mat-dataset.ts";
export { type MatFile, readMat } from "./data/mat/read-mat.ts";
export { type SplitOptions, splitDataset, splitOptions } from "./data/split.ts";
export { type Evaluation, Model } from "./model/model.ts";
export { type ModelDocument, parseModel, toModelDocument } from "./model/model-json.ts";
export { dropoutEquivalents, type Equivalent, lambdaEquivalents } from "./network/equivalents.ts";
export type { NetworkSpec } from "./network/spec.ts";
export { type CostCurve, type CostCurves, type CostPanel, plotCostCurves } from "./plot/cost-curves.ts";
export {
  type BoundaryPanel,
  type DecisionBoundaries,
  plotDecisionBoundaries,
} from "./plot/decision-boundaries.ts";
export { createGrid, type Grid, type GridLogits, gridPoints, type Interval } from "./plot/grid.ts";
export { plotResultsTable, type Table } from "./plot/results-table.ts";
export type { PictureText } from "./plot/svg.ts";
export type { SeriesPalette } from "./plot/theme.ts";
export { plotWeightHistograms, type WeightHistograms, type WeightRow } from "./plot/weight-histograms.ts";
export {
  type BoundaryPicture,
  drawModelBoundaries,
  type ModelBoundaries,
  type ShownModel,
} from "./report/boundary-picture.ts";
export { toHtml } from "./report/html.ts";
export type { Picture } from "./report/picture.ts";
export { drawPictures } from "./report/pictures.ts";
export { type Summary, summarize } from "./report/summary.ts";
export * as textbook from "./textbook/index.ts";
export type { TrainEvent } from "./train/events.ts";
export {
  type BlockCheck,
  checkGradients,
  type GradientCheck,
  type GradientVerdict,
} from "./train/gradient-check.ts";
export type { CostRecord, History } from "./train/history.ts";
export {
  type PresetName,
  presets,
  type TrainOptions,
  type TrainSettings,
  trainOptions,
} from "./train/options.ts";
export {
  type Diverged,
  describeOutcome,
  type Finished,
  type Outcome,
  type Stopped,
} from "./train/outcome.ts";
export { type TrainContext, type TrainingRun, train } from "./train/train.ts";

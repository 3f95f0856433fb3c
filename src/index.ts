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
export { fingerprint, hashBytes } from "./base/fingerprint.ts";
export { Matrix } from "./base/matrix.ts";
export {
  formatCost,
  formatCount,
  formatFeature,
  formatNorm,
  formatNumber,
  formatPercent,
} from "./base/number-format.ts";
export { numpyRandom } from "./base/numpy-random.ts";
export {
  describeOptions,
  type OptionDescription,
  type OptionKind,
  type OptionMetadata,
  type OptionTable,
  type WithReadonlyLists,
} from "./base/options.ts";
export type { RandomStream, Shufflable } from "./base/random-stream.ts";
export { VERSION } from "./base/version.ts";
export { type CompareContext, type CompareEvent, compare } from "./compare/compare.ts";
export type { Choice, Comparison, VariantResult } from "./compare/comparison.ts";
export { type ComparisonFile, parseComparisonFile } from "./compare/comparison-file.ts";
export {
  type ComparisonDocument,
  type DatasetDocument,
  type RunDocument,
  toComparisonDocument,
  toDatasetDocument,
  toRunDocument,
  toVariantDocument,
  type VariantDocument,
} from "./compare/documents.ts";
export type { Estimate, IntervalMethod, Part, PartEstimates, VariantEstimates } from "./compare/estimates.ts";
export {
  type EvaluatedClass,
  type EvaluatedMetric,
  evaluateHoldout,
  type HoldoutEvaluation,
} from "./compare/evaluation.ts";
export type { FigureName, MeasureName } from "./compare/measures.ts";
export type { MetricInterval } from "./compare/metric-intervals.ts";
export { type CompareOptions, compareOptions, type Design } from "./compare/options.ts";
export type { PairFigures, PairMethod, PairResult, Verdict, VerdictKind } from "./compare/pair-result.ts";
export type { FailedRun, RunResult } from "./compare/perform-runs.ts";
export type { FoldPlace } from "./compare/planned-runs.ts";
export { toResultsTable } from "./compare/results.ts";
export type { Interval as ConfidenceInterval } from "./compare/statistics/interval.ts";
export type { Needed } from "./compare/statistics/needed-examples.ts";
export type { TrainingPool } from "./compare/training-pool.ts";
export type { PartScores } from "./compare/training-task.ts";
export { type Variant, type VariantOptions, variantOptions } from "./compare/variants.ts";
export type { DataLabels } from "./data/align.ts";
export {
  type ArrayChoice,
  type ArrayDatasets,
  type ArrayNames,
  type ArrayOptions,
  toArrayDatasets,
} from "./data/arrays/array-dataset.ts";
export type { ArrayAdvice, NamedArrays, NumberArray } from "./data/arrays/named-arrays.ts";
export type { TargetType } from "./data/columns.ts";
export type { HeaderChoice } from "./data/csv/csv-table.ts";
export { readCsv } from "./data/csv/read-csv.ts";
export {
  type CategoryColumn,
  type DataSplit,
  Dataset,
  type DatasetParts,
  type LabelsColumn,
  type Leak,
  type NumberColumn,
  type SourceRows,
  type TableReading,
  type TargetColumn,
} from "./data/dataset.ts";
export { type DatasetName, datasets } from "./data/datasets.ts";
export { type DataDescription, parseDataDescription } from "./data/description/data-description.ts";
export { describeTable } from "./data/description/describe-table.ts";
export type { ColumnDescription, TableDescription } from "./data/description/description.ts";
export { divideIntoFolds, type Fold } from "./data/folds.ts";
export type { LabelSets } from "./data/label-sets.ts";
export type { MatArray, MatClass } from "./data/mat/mat-array.ts";
export { type MatFile, readMat } from "./data/mat/read-mat.ts";
export { readNpz } from "./data/numpy/read-npz.ts";
export {
  applyPreparation,
  type PreparedFeatures,
  type Surprise,
} from "./data/preparation/apply-preparation.ts";
export { featureNames } from "./data/preparation/feature-names.ts";
export { inColumnUnits, scaleRows } from "./data/preparation/feature-units.ts";
export { fitPreparation } from "./data/preparation/fit-preparation.ts";
export {
  type Preparation,
  type PreparedColumn,
  type PreparedTarget,
  parsePreparation,
} from "./data/preparation/preparation.ts";
export {
  type ColumnChoice,
  type PreparationOptions,
  preparationOptions,
} from "./data/preparation/preparation-options.ts";
export { type PreparedDataset, prepareDataset } from "./data/preparation/prepare-dataset.ts";
export { readTarget, restoreTarget, type TargetValues } from "./data/preparation/prepared-target.ts";
export { toTargetUnits } from "./data/preparation/target-scale.ts";
export type { LoadOptions } from "./data/read-dataset.ts";
export {
  type FileLike,
  type FileSource,
  readDataset,
  readTable,
  type TableOptions,
} from "./data/read-table.ts";
export type { FeatureRows, LabelledRows, RowsOfLabelSets, RowsOfTargets } from "./data/rows.ts";
export type { PartName } from "./data/split/divisible-rows.ts";
export { findLeaks, type SplitSource } from "./data/split/find-leaks.ts";
export type { LeakName } from "./data/split/leak-kinds.ts";
export { type SplitOptions, splitDataset, splitOptions } from "./data/split.ts";
export type {
  OtherColumn,
  RawColumn,
  RawTable,
  TextCells,
  TextColumn,
  ValueColumn,
} from "./data/table/raw-table.ts";
export { type DatasetColumns, toDataset } from "./data/table/table-dataset.ts";
export { type TableColumns, type TableRows, toTable } from "./data/table/to-table.ts";
export type { TargetChoice, TargetsByChoice } from "./data/target-choice.ts";
export type { EncodingChoice } from "./data/text-encoding.ts";
export { type ExplainContext, type Explanation, explain } from "./explain/explain.ts";
export type { ExplainedFact, ExplainedLayer, ExplainedRegularizer } from "./explain/facts.ts";
export type { SystemName } from "./explain/systems.ts";
export { toJavaScript } from "./export/javascript/javascript.ts";
export { toTypeDeclarations } from "./export/javascript/type-declarations.ts";
export { type OnnxOptions, onnxOptions, toOnnx } from "./export/onnx/onnx.ts";
export type { ProgramOptions } from "./export/program-options.ts";
export { toKerasScript, toPytorchScript } from "./export/python-scripts.ts";
export {
  type CalibrationBin,
  type CalibrationBins,
  type CalibrationCurve,
  type CalibrationOptions,
  calibrationCurve,
  toConfidence,
} from "./metrics/calibration.ts";
export type { ClassScoreName, ClassScores } from "./metrics/class-scores.ts";
export {
  type AnsweredExamples,
  type ConfusionMatrix,
  classScores,
  confusionMatrix,
} from "./metrics/confusion.ts";
export type { MetricTask, PredictedExamples } from "./metrics/examples.ts";
export type { Measurement } from "./metrics/measurement.ts";
export { computeMetrics, type Metric, type MetricName, metrics, metricsFor } from "./metrics/metrics.ts";
export {
  averagePrecision,
  type PrecisionRecallCurve,
  precisionRecallCurve,
} from "./metrics/precision-recall.ts";
export type { ScoredExamples } from "./metrics/ranking.ts";
export { type RocCurve, rocArea, rocCurve } from "./metrics/roc.ts";
export {
  applyTemperature,
  type FittedTemperature,
  fitTemperature,
  type LogitExamples,
} from "./metrics/temperature.ts";
export { type MemberProbabilities, measureUncertainty, type Uncertainty } from "./metrics/uncertainty.ts";
export { Model, type ModelExtras } from "./model/model.ts";
export { parseModelBytes, toModelBytes } from "./model/model-bytes.ts";
export { type ModelDocument, parseModel, toModelDocument } from "./model/model-json.ts";
export { predictTable, type TablePredictions } from "./model/predict-table.ts";
export type { Provenance } from "./model/provenance.ts";
export type { Evaluation, ExampleScores } from "./model/scores.ts";
export type { ActivationName } from "./network/activations.ts";
export { dropoutEquivalents, type Equivalent, lambdaEquivalents } from "./network/equivalents.ts";
export type { HeadName } from "./network/heads.ts";
export type { ParameterKind } from "./network/layout.ts";
export type { NormalizationName } from "./network/normalizations.ts";
export type { NetworkSpec, OneOrPerLayer } from "./network/spec.ts";
export type { Methods, TaskContext, TaskOptions, WorkerPool } from "./parallel/worker-pool.ts";
export type { DrawnClassifier } from "./plot/boundary-panel.ts";
export { type CalibrationCurves, type CalibrationRun, plotCalibration } from "./plot/calibration.ts";
export { type ConfusionMatrices, type ConfusionRun, plotConfusion } from "./plot/confusion.ts";
export { type CostCurve, type CostCurves, type CostPanel, plotCostCurves } from "./plot/cost-curves.ts";
export type { CostBand } from "./plot/curve-band.ts";
export {
  type BoundaryPanel,
  type DecisionBoundaries,
  plotDecisionBoundaries,
} from "./plot/decision-boundaries.ts";
export type { DotRow } from "./plot/dot-row.ts";
export type { FigureUnit } from "./plot/figure-units.ts";
export {
  type CurveExamples,
  type FittedCurves,
  type FittedPanel,
  plotFittedCurves,
} from "./plot/fitted-curves.ts";
export { type Differences, plotDifferences } from "./plot/forest-plot.ts";
export type { DifferenceFigures, DifferenceRow } from "./plot/forest-row.ts";
export { createGrid, type Grid, type GridLogits, gridPoints, type Interval } from "./plot/grid.ts";
export { type HistogramPicture, plotHistogram, type Quartiles } from "./plot/histogram.ts";
export { type DotPanel, type IntervalDots, plotIntervalDots } from "./plot/interval-dots.ts";
export { type MarkShape, outlineOf, shapeOf } from "./plot/mark-shapes.ts";
export { type NamedBar, type NamedBars, plotNamedBars } from "./plot/named-bars.ts";
export {
  type PrecisionRecallCurves,
  type PrecisionRecallRun,
  plotPrecisionRecall,
} from "./plot/precision-recall.ts";
export {
  type PredictedNumbersPanel,
  type PredictedNumbersPicture,
  plotPredictedNumbers,
} from "./plot/predicted-numbers.ts";
export { plotResultsTable, type Table } from "./plot/results-table.ts";
export { plotRocCurves, type RocCurves, type RocRun } from "./plot/roc-curves.ts";
export { plotSpreads, type SpreadPanel, type Spreads } from "./plot/spread-panels.ts";
export type { PictureText } from "./plot/svg.ts";
export {
  BAND_THRESHOLDS,
  bandColours,
  type Palette,
  palettes,
  type SeriesPalette,
  TONE_THRESHOLDS,
  toneColours,
} from "./plot/theme.ts";
export { plotWeightHistograms, type WeightHistograms, type WeightRow } from "./plot/weight-histograms.ts";
export {
  type BoundaryPicture,
  drawModelBoundaries,
  type ModelBoundaries,
  type ShownModel,
} from "./report/boundary-picture.ts";
export { toDescriptionHtml } from "./report/description/description-html.ts";
export { drawDescription } from "./report/description/description-pictures.ts";
export { type DescriptionSummary, summarizeDescription } from "./report/description/summarize-description.ts";
export { toHtml } from "./report/html.ts";
export type { CaptionedTable, Picture } from "./report/picture.ts";
export { drawPictures } from "./report/pictures.ts";
export { type Summary, summarize } from "./report/summary.ts";
export * as textbook from "./textbook/index.ts";
export type { ChangedSettings, SettingChange } from "./train/changes.ts";
export type { TrainEvent } from "./train/events.ts";
export {
  type BlockCheck,
  checkGradients,
  type GradientCheck,
  type GradientVerdict,
  type UnclearReason,
} from "./train/gradient-check.ts";
export type { CostRecord, History } from "./train/history.ts";
export type {
  InspectedBlock,
  InspectedExample,
  InspectedLayer,
  InspectedOutputs,
  Inspection,
} from "./train/inspection.ts";
export {
  type PresetName,
  presets,
  type TrainOptions,
  type TrainSettings,
  trainOptionGroups,
  trainOptions,
} from "./train/options.ts";
export {
  type Diverged,
  describeOutcome,
  type Finished,
  type Outcome,
  type Stopped,
  type StoppedEarly,
} from "./train/outcome.ts";
export { provenanceOf } from "./train/provenance.ts";
export type { TeamPool } from "./train/team.ts";
export { type TrainContext, train } from "./train/train.ts";
export { startTraining, type Training, type TrainingContext } from "./train/training.ts";
export type { TrainingRun } from "./train/training-run.ts";
export { type StudyDocument, toStudyDocument } from "./tune/documents.ts";
export type { Importance } from "./tune/importance.ts";
export type { ObjectiveName } from "./tune/objective.ts";
export { type SearchDesign, type TuneOptions, tuneOptions } from "./tune/options.ts";
export type { SearchPoint } from "./tune/samplers/axis.ts";
export { parseSearchFile, type SearchFile } from "./tune/search-file.ts";
export type { GivenChoices, GivenRange, SearchOptions } from "./tune/search-options.ts";
export type {
  ChoiceDimension,
  Dimension,
  RangeDimension,
  SearchedOption,
  SearchSpace,
} from "./tune/space.ts";
export type {
  Advantage,
  NestedFold,
  NestedResult,
  RankedTrial,
  Standing,
  Study,
  StudyEnding,
} from "./tune/study.ts";
export { createTrialLog, type Trial, type TrialLog, type TrialRun, type TrialState } from "./tune/trial.ts";
export type { TrialValues } from "./tune/trial-settings.ts";
export { type TuneContext, type TuneEvent, tune } from "./tune/tune.ts";
export { type CalibratedModel, type CalibrationChange, calibrate } from "./uncertainty/calibrated-model.ts";
export { predictEnsemble } from "./uncertainty/ensemble.ts";
export type { MemberPredictions } from "./uncertainty/members.ts";
export { type DropoutSampling, predictWithDropout } from "./uncertainty/monte-carlo-dropout.ts";

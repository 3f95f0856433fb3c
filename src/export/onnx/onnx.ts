import * as v from "valibot";
import { InvalidInputError } from "../../base/errors.ts";
import { parseOptions } from "../../base/options.ts";
import { VERSION } from "../../base/version.ts";
import { targetScaleOf } from "../../data/preparation/target-scale.ts";
import { NORMALIZATION_EPSILON } from "../../engine/normalization.ts";
import type { Model } from "../../model/model.ts";
import { checkModel } from "../../model/model-entries.ts";
import type { HeadName } from "../../network/heads.ts";
import {
  createLayout,
  entryOf,
  type LayoutEntry,
  nameOf,
  type ParameterKind,
  viewOf,
} from "../../network/layout.ts";
import type { NormalizationName } from "../../network/normalizations.ts";
import { layersOf } from "../../network/spec.ts";
import { includedPreparation, programOptions } from "../program-options.ts";
import { activationNodes, addLogistic } from "./activation-nodes.ts";
import { type ArrayName, Graph } from "./graph.ts";
import { addPreparation, type PreparedInputs } from "./preparation-nodes.ts";

/** The options of {@link toOnnx}. */
export const onnxOptions = v.strictObject({
  ...programOptions.entries,
  precision: v.optional(
    v.pipe(
      v.picklist(["f64", "f32"]),
      v.description("precision of an ONNX file's arithmetic: f64, or f32, which more programs run"),
      v.metadata({ flag: "precision", appliesTo: "--to onnx" }),
    ),
    "f64",
  ),
});

/** Settings of {@link toOnnx}; what is left out has its default. */
export type OnnxOptions = v.InferInput<typeof onnxOptions>;

/** What makes predictions of logits, and what they are called. */
const HEADS: Readonly<
  Record<
    HeadName,
    { readonly output: ArrayName; readonly addNodes: (graph: Graph, logits: ArrayName) => ArrayName }
  >
> = {
  binary: { output: "probabilities", addNodes: addLogistic },
  multiclass: {
    output: "probabilities",
    addNodes: (graph, logits) => graph.add("Softmax", [logits], { axis: 1 }),
  },
  multilabel: { output: "probabilities", addNodes: addLogistic },
  regression: { output: "predictions", addNodes: (_, logits) => logits },
  count: { output: "predictions", addNodes: (graph, logits) => graph.add("Exp", [logits]) },
};

/**
 * A model in ONNX, operator set 17. Where the model has a preparation, each column is an input of examples × 1, with the
 * column's name: a number in the precision that is asked for, NaN where it is missing; a date in milliseconds since 1970 in
 * UTC, as int64, the least of them (NumPy's NaT) where it is missing; the text of a truth value or a category, empty where it
 * is missing. Otherwise the input "features" is examples × features. There are as many examples as there are; the output is
 * examples × outputs, what {@link predictTable} or {@link Model.predict} gives: "probabilities" of classes and labels,
 * "predictions" of numbers. Names and fingerprint stand in its metadata.
 *
 * @returns the file's bytes
 * @throws InvalidInputError for anything but a Model, for a wrong option, and where float32 does not reach the parameters
 */
export function toOnnx(model: Model, options: OnnxOptions = {}): Uint8Array {
  checkModel(model);
  const { precision, ...others } = parseOptions(onnxOptions, options, ({ name }) => `toOnnx: ${name}`);
  const preparation = includedPreparation(model, others, "toOnnx");
  if (precision === "f32") checkSingle(model);
  const { output, addNodes } = HEADS[model.head];
  const graph = new Graph(precision, { name: output, columns: model.outputs });
  const { features, metadata } =
    preparation === undefined ? addFeatures(graph, model) : addPreparation(graph, preparation);
  const logits = addLayers(graph, model, features);
  const { featureNames, targetName, classNames } = model.labels;
  return graph.toModel(restoreTarget(graph, model, addNodes(graph, logits)), {
    name: "wellfit",
    producer: { name: "wellfit", version: VERSION },
    metadata: {
      ...metadata,
      featureNames: JSON.stringify(featureNames),
      targetName,
      classNames: JSON.stringify(classNames),
      head: model.head,
      fingerprint: model.fingerprint,
    },
  });
}

function addFeatures(graph: Graph, { spec }: Model): PreparedInputs {
  const features = graph.addInput({ name: "features", columns: spec.inputs, type: graph.precision });
  return { features, metadata: {} };
}

/** Predicted numbers in the units of the target's column. */
function restoreTarget(graph: Graph, { labels }: Model, predictions: ArrayName): ArrayName {
  const scale = targetScaleOf(labels.preparation);
  if (scale === undefined) return predictions;
  const spread = graph.add("Mul", [predictions, graph.constant(scale.spread)]);
  return graph.add("Add", [spread, graph.constant(scale.center)]);
}

function checkSingle({ parameters, labels }: Model): void {
  const { center = 0, spread = 1 } = targetScaleOf(labels.preparation) ?? {};
  const isBeyond = (value: number): boolean => !Number.isFinite(Math.fround(value));
  const bad = parameters.find(isBeyond) ?? [center, spread].find(isBeyond);
  if (bad === undefined) return;
  throw new InvalidInputError({
    source: "data",
    where: "toOnnx",
    expected: "parameters that float32 reaches",
    received: String(bad),
    hint: 'The precision "f64" keeps them.',
  });
}

/** The layers' nodes. @returns the name of the logits, which a model's temperature has divided */
function addLayers(graph: Graph, { spec, parameters, temperature }: Model, features: ArrayName): ArrayName {
  const layout = createLayout(spec);
  const logits = layersOf(spec).reduce<ArrayName>((input, { activation, normalization }, index) => {
    const numbersOf = (kind: ParameterKind): LayerNumbers => {
      const entry = entryOf(layout, kind, index + 1);
      return { entry, values: viewOf(parameters, entry) };
    };
    const weights = addNumbers(graph, numbersOf("weight"));
    const sums = graph.add("Gemm", [input, weights, addNumbers(graph, numbersOf("bias"))], { transB: 1 });
    return activationNodes[activation](graph, addNormalization(graph, normalization, sums, numbersOf));
  }, features);
  return temperature === 1 ? logits : graph.add("Div", [logits, graph.constant(temperature)]);
}

/** Parameters of one kind and layer. */
interface LayerNumbers {
  readonly entry: LayoutEntry;
  readonly values: Float64Array;
}

function addNumbers(graph: Graph, { entry, values }: LayerNumbers): ArrayName {
  return graph.array(
    nameOf(entry),
    entry.kind === "weight" ? [entry.rows, entry.columns] : [entry.rows],
    values,
  );
}

function addNormalization(
  graph: Graph,
  normalization: NormalizationName,
  sums: ArrayName,
  numbersOf: (kind: ParameterKind) => LayerNumbers,
): ArrayName {
  if (normalization === "none") return sums;
  const normalized =
    normalization === "batch"
      ? addBatchNormalization(graph, sums, numbersOf("mean"), numbersOf("variance"))
      : addLayerNormalization(graph, sums);
  const scaled = graph.add("Mul", [normalized, addNumbers(graph, numbersOf("scale"))]);
  return graph.add("Add", [scaled, addNumbers(graph, numbersOf("shift"))]);
}

/** (z − μ)/√(v + ε) by running statistics, whose root is taken here: the operator for this has its ε in float32. */
function addBatchNormalization(
  graph: Graph,
  sums: ArrayName,
  means: LayerNumbers,
  { entry, values }: LayerNumbers,
): ArrayName {
  const centered = graph.add("Sub", [sums, addNumbers(graph, means)]);
  const factors = values.map((variance) => 1 / Math.sqrt(variance + NORMALIZATION_EPSILON));
  return graph.add("Mul", [centered, graph.array(`inverse${entry.layer}`, [entry.rows], factors)]);
}

/** (z − μ)/√(v + ε) over the units. */
function addLayerNormalization(graph: Graph, sums: ArrayName): ArrayName {
  const overUnits = { axes: [1], keepdims: 1 };
  const centered = graph.add("Sub", [sums, graph.add("ReduceMean", [sums], overUnits)]);
  const variance = graph.add("ReduceMean", [graph.add("Mul", [centered, centered])], overUnits);
  const root = graph.add("Sqrt", [graph.add("Add", [variance, graph.constant(NORMALIZATION_EPSILON)])]);
  return graph.add("Div", [centered, root]);
}

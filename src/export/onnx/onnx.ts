import * as v from "valibot";
import { InvalidInputError } from "../../base/errors.ts";
import { parseOptions } from "../../base/options.ts";
import { VERSION } from "../../base/version.ts";
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
import { layersOf } from "../../network/spec.ts";
import { activationNodes, addLogistic } from "./activation-nodes.ts";
import { type ArrayName, Graph } from "./graph.ts";

/** The options of {@link toOnnx}. */
export const onnxOptions = v.strictObject({
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

const FEATURES = "features";

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
 * A model in ONNX, operator set 17. Its input "features" is examples × features, as many examples as there are; its output
 * is examples × outputs, what {@link Model.predict} gives: "probabilities" of classes and labels, "predictions" of numbers.
 * Names and fingerprint stand in its metadata.
 *
 * @returns the file's bytes
 * @throws InvalidInputError for anything but a Model, for a wrong option, and where float32 does not reach the parameters
 */
export function toOnnx(model: Model, options: OnnxOptions = {}): Uint8Array {
  checkModel(model);
  const { precision } = parseOptions(onnxOptions, options, ({ name }) => `toOnnx: ${name}`);
  if (precision === "f32") checkSingle(model);
  const graph = new Graph(precision);
  const { output, addNodes } = HEADS[model.head];
  graph.add("Identity", [addNodes(graph, addLayers(graph, model))], {}, output);
  const { featureNames, targetName, classNames } = model.labels;
  return graph.toModel({
    name: "wellfit",
    producer: { name: "wellfit", version: VERSION },
    input: { name: FEATURES, columns: model.spec.inputs },
    output: { name: output, columns: model.outputs },
    metadata: {
      featureNames: JSON.stringify(featureNames),
      targetName,
      classNames: JSON.stringify(classNames),
      head: model.head,
      fingerprint: model.fingerprint,
    },
  });
}

function checkSingle({ parameters }: Model): void {
  const bad = parameters.find((value) => !Number.isFinite(Math.fround(value)));
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
function addLayers(graph: Graph, { spec, parameters, temperature }: Model): ArrayName {
  const layout = createLayout(spec);
  let values = FEATURES;
  for (const [index, { activation, normalization }] of layersOf(spec).entries()) {
    const layer = index + 1;
    const numbersOf = (kind: ParameterKind): Float64Array => viewOf(parameters, entryOf(layout, kind, layer));
    const add = (entry: LayoutEntry, sizes: readonly number[]): ArrayName =>
      graph.array(nameOf(entry), sizes, viewOf(parameters, entry));
    const addParameter = (kind: ParameterKind): ArrayName => {
      const entry = entryOf(layout, kind, layer);
      return add(entry, kind === "weight" ? [entry.rows, entry.columns] : [entry.rows]);
    };
    const sums = graph.add("Gemm", [values, addParameter("weight"), addParameter("bias")], { transB: 1 });
    const normalized = {
      none: () => sums,
      batch: () => {
        const centered = graph.add("Sub", [sums, addParameter("mean")]);
        // In float64, since the node for this has its ε in float32.
        const factors = numbersOf("variance").map(
          (variance) => 1 / Math.sqrt(variance + NORMALIZATION_EPSILON),
        );
        const inverse = graph.array(`inverse${layer}`, [factors.length], factors);
        return graph.add("Mul", [centered, inverse]);
      },
      layer: () => addLayerNormalization(graph, sums),
    }[normalization]();
    const scaled =
      normalization === "none"
        ? normalized
        : graph.add("Add", [graph.add("Mul", [normalized, addParameter("scale")]), addParameter("shift")]);
    values = activationNodes[activation](graph, scaled);
  }
  return temperature === 1 ? values : graph.add("Div", [values, graph.constant(temperature)]);
}

/** (z − μ)/√(v + ε) over the units. */
function addLayerNormalization(graph: Graph, sums: ArrayName): ArrayName {
  const overUnits = { axes: [1], keepdims: 1 };
  const centered = graph.add("Sub", [sums, graph.add("ReduceMean", [sums], overUnits)]);
  const variance = graph.add("ReduceMean", [graph.add("Mul", [centered, centered])], overUnits);
  const root = graph.add("Sqrt", [graph.add("Add", [variance, graph.constant(NORMALIZATION_EPSILON)])]);
  return graph.add("Div", [centered, root]);
}

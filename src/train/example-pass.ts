import { activate, activationCodes } from "../engine/activations.ts";
import { denseForward } from "../engine/dense.ts";
import type { Engine } from "../engine/engine.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { type PanelMatrix, readExample, writeRows } from "../engine/panels.ts";
import { activations } from "../network/activations.ts";
import { isFused, type LayerPass } from "../network/forward-pass.ts";
import { addressesOf, type ParameterLayout } from "../network/layout.ts";
import type { BatchPass } from "./batch-pass.ts";
import type { TrainSettings } from "./options.ts";
import type { Task } from "./task.ts";

/** The way up of one example of a batch. */
export interface ExamplePass {
  /** Before any noise on them. */
  readonly features: Float64Array;
  /** By layer, from the first hidden one to the output layer. */
  readonly layers: readonly ExampleLayer[];
  /** What its outputs are compared with. */
  readonly targets: Float64Array;
  /** What its loss counts, 1 where all count the same. */
  readonly weight: number;
  readonly loss: number;
}

/** What one layer makes of an example, before any noise on its activations. */
export interface ExampleLayer {
  readonly sums: Float64Array;
  /** Undefined where the layer has no normalization. */
  readonly normalized: Float64Array | undefined;
  readonly activations: Float64Array;
}

/** What the pass is planned from. */
export interface ExamplePassInput {
  /** The pass of the batch, which keeps normalized sums. */
  readonly pass: Pick<BatchPass, "arrays" | "forwardPass">;
  readonly layout: ParameterLayout;
  /** The address of the flat parameters. */
  readonly parameters: number;
  readonly task: Task;
  readonly settings: Pick<TrainSettings, "huberDelta">;
}

/** A pass whose arrays are planned. */
export interface PlannedExamplePass {
  readonly calls: readonly KernelCall[];
  /**
   * The pass of an example of the batch, by its place in it, with the weights of the last forward pass. Kernels sum each
   * example for itself and in one order, so the numbers are those that the batch had in its registers.
   */
  readonly bind: (engine: Engine<"examplePass">) => (place: number) => ExamplePass;
}

/**
 * Plans the way up of one example at a time, layer by layer from what the batch's pass has handed to each. The batch
 * itself overwrites sums by activations, and these where units drop out.
 */
export function planExamplePass(plan: MemoryPlan, input: ExamplePassInput): PlannedExamplePass {
  const { arrays, forwardPass } = input.pass;
  const layers = forwardPass.layers.map((pass, index) => planExampleLayer(plan, input, { pass, index }));
  const [targets, result] = [plan.reservePanels(arrays.targets.rows, 1), plan.reserve(8)];
  const logits = (layers.at(-1) as PlannedLayer).activations;
  const cost = input.task.loss.cost({ logits, targets, result }, input.settings.huberDelta);
  return {
    calls: [...layers.flatMap(({ calls }) => calls), cost],
    bind: (engine) => (place) => {
      const read = (matrix: PanelMatrix): Float64Array => readExample(engine.panels(matrix), matrix, place);
      const copies = layers.flatMap((layer) => layer.copies);
      for (const { from, to } of [...copies, { from: arrays.targets, to: targets }]) {
        writeRows(engine.panels(to), read(from), 1);
      }
      engine.run("examplePass");
      const first = (matrix: PanelMatrix): Float64Array => readExample(engine.panels(matrix), matrix, 0);
      return {
        features: read(arrays.features),
        layers: layers.map(({ sums, normalized, activations: activated }) => ({
          sums: first(sums),
          normalized: normalized && first(normalized),
          activations: first(activated),
        })),
        targets: first(targets),
        weight: arrays.weights === undefined ? 1 : (read(arrays.weights)[0] as number),
        loss: engine.result(result),
      };
    },
  };
}

/** One layer of the pass: its arrays, which have one example each. */
interface PlannedLayer {
  readonly sums: PanelMatrix;
  readonly normalized: PanelMatrix | undefined;
  readonly activations: PanelMatrix;
  readonly calls: readonly KernelCall[];
  /** What is brought from the batch before the calls are run. */
  readonly copies: readonly { readonly from: PanelMatrix; readonly to: PanelMatrix }[];
}

function planExampleLayer(
  plan: MemoryPlan,
  { layout, parameters }: ExamplePassInput,
  { pass, index }: { readonly pass: LayerPass; readonly index: number },
): PlannedLayer {
  const { spec, normalization, weights } = pass;
  const { precision } = plan;
  const taken = plan.reservePanels(pass.input.rows, 1);
  const sums = plan.reservePanels(spec.units, 1);
  const { biases } = addressesOf(parameters, layout, index + 1, precision);
  const dense = { weights, biases, input: taken };
  const normalized = normalization && plan.reservePanels(spec.units, 1);
  const copies = [
    { from: pass.input, to: taken },
    // Batch normalization needs the whole batch.
    ...(normalized === undefined ? [] : [{ from: pass.sums, to: normalized }]),
  ];
  const calls = [denseForward({ ...dense, activation: activationCodes.identity, output: sums }, precision)];
  const { code } = activations[spec.activation];
  if (spec.activation === "linear") {
    return { sums, normalized, activations: normalized ?? sums, calls, copies };
  }
  const output = plan.reservePanels(spec.units, 1);
  const activation = isFused(spec)
    ? denseForward({ ...dense, activation: code, output }, precision)
    : activate({ activation: code, sums: normalized ?? sums, output }, precision);
  return { sums, normalized, activations: output, calls: [...calls, activation], copies };
}

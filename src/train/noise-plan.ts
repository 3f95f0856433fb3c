import { copyPanels } from "../engine/batches.ts";
import { drawMask, type Mask, reserveMask } from "../engine/dropout.ts";
import type { KernelCall } from "../engine/kernels.ts";
import type { MemoryPlan } from "../engine/memory-plan.ts";
import { addNoise, drawNormals } from "../engine/noise.ts";
import type { PanelMatrix } from "../engine/panels.ts";
import type { LayerNoise, TrainingNoise } from "../network/noise.ts";
import { type Dropout, dropouts } from "./dropouts.ts";
import type { TrainSettings } from "./options.ts";
import type { TrainingRandomness } from "./randomness.ts";
import { hasNoise, outputRegularizers, weightRegularizers } from "./regularizers.ts";
import { planWeightNoise } from "./weight-noise.ts";

/** The noise of one batch's forward pass, and how it comes about. */
export interface PlannedNoise {
  readonly training: TrainingNoise;
  /** The calls that draw the noise of an iteration: complete once the forward pass has been planned. */
  readonly draws: readonly KernelCall[];
  /** The dropout masks of all layers in ascending order: complete once the forward pass has been planned. */
  readonly masks: readonly FilledMask[];
  /** The masks of DropConnect, by layer, as far as layers have one. */
  readonly weightMasks: ReadonlyMap<number, Mask>;
}

/** A dropout mask with its chance to keep a unit. */
export interface FilledMask {
  /** 0 for the features. */
  readonly layer: number;
  readonly mask: Mask;
  readonly keepProbability: number;
}

/**
 * Prepares the noise that the settings ask for: Gaussian noise and then dropout on what layers hand on, DropConnect on
 * weights. It is planned, and its calls are collected, while the forward pass is.
 *
 * @returns undefined where a run has none
 */
export function planNoise(settings: TrainSettings, randomness: TrainingRandomness): PlannedNoise | undefined {
  if (!hasNoise(settings)) return undefined;
  const draws: KernelCall[] = [];
  const masks: FilledMask[] = [];
  const weightMasks = new Map<number, Mask>();
  const collect = { settings, randomness, draws, masks };
  const weights = weightRegularizers(settings);
  const onWeights: TrainingNoise["onWeights"] = (plan, layer, of) => {
    const keepProbability = weights[layer - 1]?.connectKeepProbability ?? 1;
    if (keepProbability === 1) return undefined;
    const key = randomness.keyOf("dropConnect", layer);
    const { mask, draw, noise } = planWeightNoise(plan, { ...of, keepProbability, key });
    draws.push(draw);
    weightMasks.set(layer, mask);
    return noise;
  };
  return {
    training: {
      onOutputs: (plan, layer, values) => planLayerNoise(plan, { layer, values, ...collect }),
      onWeights,
    },
    draws,
    masks,
    weightMasks,
  };
}

/** What the noise of one layer is planned from, and the lists that receive its draws and masks. */
interface LayerNoiseInput {
  readonly layer: number;
  readonly values: PanelMatrix;
  readonly settings: TrainSettings;
  readonly randomness: TrainingRandomness;
  readonly draws: KernelCall[];
  readonly masks: FilledMask[];
}

function planLayerNoise(plan: MemoryPlan, input: LayerNoiseInput): LayerNoise | undefined {
  const { layer, values, settings, randomness, draws } = input;
  const { keepProbability, noise } = outputRegularizers(settings)[layer] ?? { keepProbability: 1, noise: 0 };
  if (keepProbability === 1 && noise === 0) return undefined;
  const kind: Dropout = dropouts[settings.dropoutKind];
  // Features are read again, and derivatives are taken from activations that noise has not changed.
  const isMask = layer > 0 && noise === 0 && kind.isMask;
  const output = isMask ? values : plan.reservePanels(values.rows, values.examples);
  const forward = isMask ? [] : [copyPanels(values, output, plan.precision)];
  if (noise > 0) {
    const normals = plan.reservePanels(values.rows, values.examples);
    draws.push(drawNormals(plan, normals, randomness.keyOf("noise", layer)));
    forward.push(addNoise({ normals, values: output, deviation: noise }, plan.precision));
  }
  if (keepProbability === 1) return { forward, output, scale: 1, isMask, backward: () => [] };
  const dropped = kind.plan({
    keepProbability,
    precision: plan.precision,
    drawMask: () => drawLayerMask(plan, input, keepProbability),
    drawNormals: () => {
      const normals = plan.reservePanels(values.rows, values.examples);
      draws.push(drawNormals(plan, normals, randomness.keyOf("dropout", layer)));
      return normals;
    },
  });
  forward.push(dropped.forward(output));
  const { scale, backward } = dropped;
  return { forward, output, scale, isMask, backward: (gradients) => [backward(gradients)] };
}

function drawLayerMask(
  plan: MemoryPlan,
  { layer, values, randomness, draws, masks }: LayerNoiseInput,
  keepProbability: number,
): Mask {
  const mask = reserveMask(plan, values.rows, values.examples);
  masks.push({ layer, mask, keepProbability });
  // Where NumPy's sequence is asked for, it fills the masks from outside.
  if (randomness.maskSequence === undefined) {
    draws.push(drawMask(plan, mask, { key: randomness.keyOf("dropout", layer), keepProbability }));
  }
  return mask;
}

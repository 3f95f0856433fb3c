import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadOverLayers } from "../../src/network/spec.ts";
import type {
  InspectedBlock,
  InspectedLayer,
  InspectedOutputs,
  Inspection,
} from "../../src/train/inspection.ts";
import type { TrainOptions } from "../../src/train/options.ts";
import type { Training } from "../../src/train/training.ts";
import { normOf } from "../support/steps.ts";
import { dataOf, randomRuns, start } from "../support/stepwise-runs.ts";

const EPSILON = 1e-5;

/** Random runs in float64, a few steps after their start; those that diverge on the way there are left out. */
const inspected = fc
  .tuple(randomRuns, fc.integer({ min: 0, max: 12 }))
  .map(([run, iteration]) => {
    const { learningRate = 1, ...others } = run.options;
    const rate = Math.min(learningRate, 1);
    const options = { ...others, learningRate: rate, precision: "f64", patience: undefined } as const;
    const training = start({ ...run, options });
    return { run, training, outcome: training.advance(iteration) };
  })
  .filter(({ training, outcome }) => outcome === undefined && isFinite(training));

function isFinite(training: Training): boolean {
  try {
    return training.inspect().isTaken;
  } catch {
    return false;
  }
}

function check(
  numRuns: number,
  law: (training: Training, options: TrainOptions, examples: number) => void,
): void {
  fc.assert(
    fc.property(inspected, ({ training, run }) => law(training, run.options, dataOf(run)[0].examples)),
    { numRuns, seed: 3 },
  );
}

/** The inspections of all examples of the next batch. */
function inspectBatch(training: Training): readonly Inspection[] {
  return Array.from(training.inspect().batch, (example) => training.inspect(example));
}

function blockOf(layer: InspectedLayer, kind: InspectedBlock["kind"]): InspectedBlock {
  return layer.blocks.find((block) => block.kind === kind) as InspectedBlock;
}

/** Close, beside numbers of such a size. */
function expectClose(found: Float64Array, expected: readonly number[], size = 1): void {
  const difference = found.map((value, index) => value - (expected[index] as number));
  expect(normOf(difference)).toBeLessThanOrEqual(1e-12 * (size + normOf(expected)));
}

/** The keep probability of a layer's weights. */
function keepOfWeights({ connectKeepProbability = 1 }: TrainOptions, { layer }: InspectedLayer): number {
  return spreadOverLayers(connectKeepProbability, 3)[layer - 1] as number;
}

/** W as the layer takes it: with DropConnect, 0 or w/p. */
function weightsOf(options: TrainOptions, layer: InspectedLayer): Float64Array {
  const { values, mask } = blockOf(layer, "weight");
  const keep = keepOfWeights(options, layer);
  return values.map((value, index) =>
    mask === undefined ? value : ((mask[index] as number) * value) / keep,
  );
}

describe("an iteration that is looked into", () => {
  it("sums what the layer below hands on, by the weights of the iteration: Z = W·A + b", () => {
    check(60, (training, options) => {
      const { features, layers } = training.inspect();
      let below: InspectedOutputs = features;
      for (const layer of layers) {
        const weights = weightsOf(options, layer);
        const { values: biases, rows } = blockOf(layer, "bias");
        const sums = Array.from({ length: rows }, (_, unit) =>
          below.outputs.reduce(
            (sum, value, input) => sum + value * (weights[unit * below.outputs.length + input] as number),
            biases[unit] as number,
          ),
        );
        expectClose(layer.sums, sums, normOf(weights) * normOf(below.outputs));
        below = layer;
      }
    });
  });

  it("normalizes over the units of a layer or over the examples of the batch", () => {
    const seen = new Set<string>();
    check(60, (training, { normalization = "none" }) => {
      const batch = inspectBatch(training);
      for (const { layers } of batch) {
        for (const [index, layer] of layers.entries()) {
          if (layer.normalized === undefined) continue;
          seen.add(normalization as string);
          const [scale, shift] = [blockOf(layer, "scale").values, blockOf(layer, "shift").values];
          const expected = Array.from(layer.sums, (z, unit) => {
            const others =
              normalization === "layer"
                ? Array.from(layer.sums)
                : batch.map((other) => other.layers[index]?.sums[unit] as number);
            const mean = meanOf(others);
            const variance = meanOf(others.map((value) => (value - mean) ** 2));
            const standardized = (z - mean) / Math.sqrt(variance + EPSILON);
            return (scale[unit] as number) * standardized + (shift[unit] as number);
          });
          expectClose(layer.normalized, expected, 1 + normOf(layer.sums) / Math.sqrt(EPSILON));
        }
      }
    });
    expect([...seen].toSorted()).toEqual(["batch", "layer"]);
  });

  it("hands on what its mask and scale leave of the activations", () => {
    let dropped = 0;
    check(60, (training, { activation, noise = 0, dropoutKind = "standard" }) => {
      const { features, layers } = training.inspect();
      for (const { sums, normalized, activations } of layers.slice(0, -1)) {
        const z = normalized ?? sums;
        if (activation === "relu") expect(activations).toEqual(z.map((value) => Math.max(value, 0)));
        if (activation === "tanh") expectClose(activations, Array.from(z, Math.tanh));
      }
      if (noise !== 0 || dropoutKind !== "standard") return;
      for (const { activations, mask, scale, outputs } of [features, ...layers]) {
        const kept = activations.map((value, unit) => value * (mask?.[unit] ?? 1) * scale);
        dropped += mask?.filter((bit) => bit === 0).length ?? 0;
        expect(Array.from(outputs, Math.abs)).toEqual(Array.from(kept, Math.abs));
      }
    });
    expect(dropped).toBeGreaterThan(20);
  });

  it("has the cost and the derivatives that its examples add up to: dW = Σ dZ·Aᵀ/m and the penalties'", () => {
    check(40, (training, options, examples) => {
      const batch = inspectBatch(training);
      const [first] = batch as [Inspection, ...Inspection[]];
      const mean = meanOf(batch.map(({ example }) => example.weight * example.loss));
      expect(Math.abs(first.dataCost - mean)).toBeLessThan(1e-12 * (1 + mean));
      expect(first.cost).toBe(first.dataCost + first.penalty);
      for (const [index, layer] of first.layers.entries()) {
        const weights = blockOf(layer, "weight");
        const keep = keepOfWeights(options, layer);
        const expected = Array.from(weights.values, (w, place) => {
          const [unit, input] = [Math.floor(place / weights.columns), place % weights.columns];
          const sum = batch.reduce((total, { layers, features }) => {
            const below: InspectedOutputs = index === 0 ? features : (layers[index - 1] as InspectedLayer);
            const { sumGradients } = layers[index] as InspectedLayer;
            return total + (sumGradients[unit] as number) * (below.outputs[input] as number);
          }, 0);
          const data = (sum * first.share * (weights.mask?.[place] ?? keep)) / keep;
          const penalty = (layer.lambda * w + layer.lambda1 * Math.sign(w)) / examples;
          expect(Math.abs((weights.penaltyGradients[place] as number) - penalty)).toBeLessThan(1e-15);
          return data + penalty;
        });
        const size = normOf(
          batch.flatMap(({ layers }) => Array.from((layers[index] as InspectedLayer).sumGradients)),
        );
        expectClose(weights.gradients, expected, size);
      }
    });
  });

  it("leads to the parameters that the step then has, to the last bit", () => {
    let plain = 0;
    check(100, (training, options) => {
      const { layers, learningRate, weightDecay } = training.inspect();
      training.advance(1);
      if (options.averaging !== "none" && options.averaging !== undefined) return;
      const taken = training.parameters();
      let offset = 0;
      for (const { values, gradients, directions, updated } of layers.flatMap(({ blocks }) => blocks)) {
        expect(taken.subarray(offset, offset + updated.length)).toEqual(updated);
        offset += updated.length;
        if (directions === undefined) continue;
        if (options.constraint !== "none" || weightDecay !== 0) continue;
        plain++;
        expect(updated).toEqual(values.map((value, i) => value - learningRate * (directions[i] as number)));
        const isGradient = options.optimizer === "gradient-descent" && options.clipping === "none";
        if (isGradient) expect(directions).toEqual(gradients);
      }
    });
    expect(plain).toBeGreaterThan(20);
  });
});

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What a run of a trajectory begins with and draws in every step, for a program that is not wellfit. */

import { counterKey } from "../../src/base/counter-random.ts";
import { targetRows } from "../../src/data/target-rows.ts";
import { createInitialParameters } from "../../src/network/initial-parameters.ts";
import { createLayout, nameOf, viewOf } from "../../src/network/layout.ts";
import { layerSizes } from "../../src/network/spec.ts";
import { createEpochOrders } from "../../src/train/batches.ts";
import { createMixingShares } from "../../src/train/mixup.ts";
import type { TrainSettings } from "../../src/train/options.ts";
import { createRandomness } from "../../src/train/randomness.ts";
import { outputRegularizers, weightRegularizers } from "../../src/train/regularizers.ts";
import { resolveSettings } from "../../src/train/resolve-settings.ts";
import { type RunSchedule, scheduleRun } from "../../src/train/run-schedule.ts";
import { taskOf } from "../../src/train/task.ts";
import { drawMasks } from "../support/mask-oracle.ts";
import { normalsReader } from "../support/noise-oracle.ts";
import { createExamples, TRAJECTORY_STEPS, type TrajectoryCase } from "./trajectory-cases.ts";

/** Rows of zeros and ones as a text, units after units. */
type MaskText = string;

/** What one step draws; a part that the run has not is left out. */
export interface DrawnStep {
  /** The numbers of its examples. */
  readonly batch?: readonly number[];
  /** Those that they are mixed with, and the share of the first. */
  readonly partners?: readonly number[];
  readonly share?: number;
  /** By layer, 0 for the features: units × examples. */
  readonly masks?: Readonly<Record<string, MaskText>>;
  /** Standard normal numbers of Gaussian dropout, and of Gaussian noise. */
  readonly factors?: Readonly<Record<string, readonly number[][]>>;
  readonly noise?: Readonly<Record<string, readonly number[][]>>;
  /** By layer, from 1: units × inputs. */
  readonly weightMasks?: Readonly<Record<string, MaskText>>;
}

/** One run, as JSON. */
export interface TrajectoryInput {
  readonly name: string;
  readonly head: string;
  readonly features: readonly (readonly number[])[];
  /** Outputs × examples, as the loss takes them, without smoothing. */
  readonly targets: readonly (readonly number[])[];
  readonly weights: readonly number[] | null;
  readonly settings: TrainSettings;
  readonly parameters: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly steps: readonly DrawnStep[];
}

/** The input of a run. */
export function createInput(run: TrajectoryCase): TrajectoryInput {
  const dataset = createExamples(run);
  const settings = resolveSettings(run.options);
  const { spec } = taskOf(dataset, settings);
  const layout = createLayout(spec);
  const first = createInitialParameters(layout, createRandomness(settings).weightsOf, settings.initialiser);
  const schedule = scheduleRun(settings, dataset.examples);
  const draw = createDraws(settings, layerSizes(spec), schedule, dataset.examples);
  return {
    name: run.name,
    head: spec.head,
    features: Array.from({ length: dataset.examples }, (_, example) => dataset.row(example)),
    targets: targetRows(dataset, spec.outputs).toRows(),
    weights: dataset.weights === undefined ? null : [...dataset.weights],
    settings,
    parameters: Object.fromEntries(
      layout.entries.map((entry) => {
        const numbers = [...viewOf(first, entry)];
        const rows = Array.from({ length: entry.rows }, (_, row) =>
          numbers.slice(row * entry.columns, (row + 1) * entry.columns),
        );
        return [nameOf(entry), rows];
      }),
    ),
    steps: Array.from({ length: TRAJECTORY_STEPS }, (_, iteration) => draw(iteration)),
  };
}

function createDraws(
  settings: TrainSettings,
  sizes: readonly number[],
  schedule: RunSchedule,
  examples: number,
): (iteration: number) => DrawnStep {
  const { seed, mixup } = settings;
  const batches = createBatches(settings, schedule, examples);
  const share = mixup > 0 ? createMixingShares(seed, mixup) : undefined;
  return (iteration) => {
    const batch = batches(iteration);
    const count = batch.batch?.length ?? examples;
    const drawn = settings.mask === "frozen" ? 0 : iteration;
    return {
      ...batch,
      ...(share === undefined ? {} : { share: share(iteration) }),
      ...drawOutputs(settings, sizes, drawn, count),
      ...drawWeights(settings, sizes, drawn),
    };
  };
}

function createBatches(
  { seed, mixup, batchSize }: TrainSettings,
  schedule: RunSchedule,
  examples: number,
): (iteration: number) => Pick<DrawnStep, "batch" | "partners"> {
  if (batchSize === undefined && mixup === 0) return () => ({});
  const { batchesPerEpoch } = schedule;
  const pick = (purpose: "batches" | "mixup", iteration: number): number[] => {
    const order = new Uint32Array(examples);
    createEpochOrders(seed, purpose)(order, Math.floor(iteration / batchesPerEpoch));
    const start = (iteration % batchesPerEpoch) * schedule.batchSize;
    return [...order.subarray(start, start + schedule.batchSize)];
  };
  return (iteration) => ({
    batch: pick("batches", iteration),
    ...(mixup > 0 ? { partners: pick("mixup", iteration) } : {}),
  });
}

function drawOutputs(
  settings: TrainSettings,
  sizes: readonly number[],
  iteration: number,
  examples: number,
): Pick<DrawnStep, "masks" | "factors" | "noise"> {
  const { seed, dropoutKind } = settings;
  const masks: Record<string, MaskText> = {};
  const factors: Record<string, number[][]> = {};
  const noise: Record<string, number[][]> = {};
  for (const [layer, { keepProbability, noise: deviation }] of outputRegularizers(settings).entries()) {
    const rows = sizes[layer] as number;
    const normalsOf = (purpose: "dropout" | "noise"): number[][] =>
      normalsReader({ key: counterKey(seed, purpose, layer), rows, examples })(iteration).map((row) => [
        ...row,
      ]);
    if (deviation > 0) noise[layer] = normalsOf("noise");
    if (keepProbability === 1) continue;
    if (dropoutKind === "gaussian") factors[layer] = normalsOf("dropout");
    else {
      const key = counterKey(seed, "dropout", layer);
      masks[layer] = drawMasks({ key, units: rows, examples, keepProbability }).read(iteration).join("");
    }
  }
  return {
    ...(Object.keys(masks).length === 0 ? {} : { masks }),
    ...(Object.keys(factors).length === 0 ? {} : { factors }),
    ...(Object.keys(noise).length === 0 ? {} : { noise }),
  };
}

function drawWeights(
  settings: TrainSettings,
  sizes: readonly number[],
  iteration: number,
): Pick<DrawnStep, "weightMasks"> {
  const weightMasks: Record<string, MaskText> = {};
  for (const [index, { connectKeepProbability }] of weightRegularizers(settings).entries()) {
    if (connectKeepProbability === 1) continue;
    const key = counterKey(settings.seed, "dropConnect", index + 1);
    const count = (sizes[index] as number) * (sizes[index + 1] as number);
    const drawn = drawMasks({ key, units: 1, examples: count, keepProbability: connectKeepProbability });
    weightMasks[index + 1] = drawn.read(iteration).join("");
  }
  return Object.keys(weightMasks).length === 0 ? {} : { weightMasks };
}

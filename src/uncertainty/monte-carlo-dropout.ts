import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { type OptionNaming, parseOptions } from "../base/options.ts";
import { seedOption } from "../base/seed-option.ts";
import { startEngine } from "../engine/engine.ts";
import { createMemoryPlan } from "../engine/memory-plan.ts";
import { examplesPerPanel, readExamples } from "../engine/panels.ts";
import type { Numbers } from "../engine/precision.ts";
import { divideLogits } from "../metrics/temperature.ts";
import type { Model } from "../model/model.ts";
import { planForwardPass } from "../network/forward-pass.ts";
import { planNoise } from "../train/noise-plan.ts";
import type { TrainOptions, TrainSettings } from "../train/options.ts";
import { createRandomness } from "../train/randomness.ts";
import { hasNoise, weightRegularizers } from "../train/regularizers.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { checkNoOverflow, gatherMembers, type MemberPredictions } from "./members.ts";

/** More samples would not make the mean visibly more exact. */
const MOST_SAMPLES = 100_000;

const samplingOptions = v.strictObject({
  samples: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MOST_SAMPLES),
      v.description(
        "thinned networks that are asked; the mean's standard error falls with the root of their number",
      ),
    ),
    100,
  ),
  seed: seedOption("seed of the units that drop out"),
});

/** How {@link predictWithDropout} asks a model. */
export interface DropoutSampling {
  /**
   * The noise: dropout of hidden units and features, of any kind, and Gaussian noise, by the options of training; what
   * else the settings of a run say is not used. Take those of the run: `run.settings`.
   */
  readonly settings: TrainOptions | TrainSettings;
  /** How many thinned networks are asked; 100 by default. */
  readonly samples?: number;
  /** Decides which units drop out; 3 by default. */
  readonly seed?: number;
}

/**
 * Monte-Carlo dropout: a model asked again and again with the noise of its training left on. The spread of the answers
 * shows where it is unsure. Each member is one thinned network, with the same units dropped for every row: so it is a
 * function that can be drawn, and what is said of a row does not depend on which rows are asked beside it.
 *
 * Source: Gal & Ghahramani, Dropout as a Bayesian approximation (2016).
 *
 * @param rows as `Model.predict` takes them; at least one
 * @throws InvalidInputError when an option is wrong, the settings drop weights (DropConnect) or have other hidden layers
 *   than the model, or a row does not fit the model
 */
export function predictWithDropout(
  model: Model,
  rows: readonly (readonly number[])[],
  { settings, ...sampling }: DropoutSampling,
): MemberPredictions {
  const nameOf: OptionNaming = ({ name }) => `predictWithDropout: ${name}`;
  const { samples, seed } = parseOptions(samplingOptions, sampling, nameOf);
  const noise = noiseOf(model, settings, seed);
  const predicted = model.predict(rows);
  if (rows.length === 0) throw refused("rows", "at least one row", describeValue(rows));
  const members = hasNoise(noise)
    ? askThinned(model, rows, { settings: noise, samples })
    : Array.from({ length: samples }, () => predicted.slice());
  return gatherMembers(members, model);
}

/** The settings of the noise alone, as they act on the model's layers. */
function noiseOf({ spec }: Model, given: TrainOptions | TrainSettings, seed: number): TrainSettings {
  const { keepProbability, dropoutRate, inputKeepProbability, dropoutKind, noise, inputNoise } =
    given as TrainOptions;
  const settings = resolveSettings({
    hiddenLayers: spec.hiddenLayers,
    activation: spec.activation,
    keepProbability,
    dropoutRate,
    inputKeepProbability,
    dropoutKind,
    noise,
    inputNoise,
    connectKeepProbability: given.connectKeepProbability,
    seed,
  });
  if (weightRegularizers(settings).every(({ connectKeepProbability }) => connectKeepProbability === 1))
    return settings;
  const received = describeValue(given.connectKeepProbability);
  throw refused("connectKeepProbability", "1, since it drops units, not weights", received);
}

/**
 * The members stand side by side as the examples of one batch, and their masks are drawn once. Then every row in turn is
 * given to all of them.
 */
function askThinned(
  model: Model,
  rows: readonly (readonly number[])[],
  { settings, samples }: { readonly settings: TrainSettings; readonly samples: number },
): Float64Array[] {
  const { spec, parameters, outputs, temperature } = model;
  const plan = createMemoryPlan("f64");
  const address = plan.reserveNumbers(parameters.length);
  const input = plan.reservePanels(spec.inputs, samples);
  const noise = planNoise(settings, createRandomness(settings));
  const training = { noise: noise?.training, hasFixedStatistics: true };
  const { calls, logits } = planForwardPass(plan, { spec, parameters: address }, input, training);
  const engine = startEngine(plan, { draw: noise?.draws ?? [], predict: calls });
  engine.numbers(address, parameters.length).set(parameters);
  engine.run("draw");
  const [features, sums] = [engine.panels(input), engine.panels(logits)];
  const members = Array.from({ length: samples }, () => new Float64Array(rows.length * outputs));
  for (const [index, row] of rows.entries()) {
    fillExamples(features, row);
    engine.run("predict");
    const ofRow = divideLogits(readExamples(sums, logits), temperature);
    const predictions = model.toPredictions(ofRow);
    checkNoOverflow(predictions, `predictWithDropout: row ${index + 1}`);
    members.forEach((member, sample) => {
      member.set(predictions.subarray(sample * outputs, (sample + 1) * outputs), index * outputs);
    });
  }
  return members;
}

/** Gives every example of float64 panels the same features. */
function fillExamples(panels: Numbers, row: readonly number[]): void {
  const perRow = examplesPerPanel("f64");
  for (let place = 0; place < panels.length; place += perRow) {
    panels.fill(row[(place / perRow) % row.length] as number, place, place + perRow);
  }
}

function refused(what: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({
    source: "option",
    where: `predictWithDropout: ${what}`,
    expected,
    received,
  });
}

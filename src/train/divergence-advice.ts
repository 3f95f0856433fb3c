/** What to change where steps are too large, by the optimizer that takes them. */

import { log } from "../base/elementary.ts";
import { type Optimizer, optimizers } from "./optimizers.ts";
import type { TrainSettings } from "./options.ts";
import { optimizerNumbers } from "./update-plan.ts";

/** A rate beyond so many times the usual one is suspected: 1, where gradient descent usually takes 0.3. */
const USUAL_RANGE = 10 / 3;

/** The logarithm of how many times the largest rate that raises no suspicion a learning rate is. */
export function rateExcess(settings: TrainSettings, rate: number): number {
  return log(rate) - log(USUAL_RANGE * usualRate(settings));
}

/** "the learning rate 0.5", and where a schedule changes it, of which iteration; with momentum, what it adds up to. */
export function nameRate(settings: TrainSettings, rate: number, iteration: number | undefined): string {
  const { schedule, warmup, optimizer } = settings;
  const isScheduled = schedule !== "constant" || (warmup ?? 0) > 0;
  const when = isScheduled && iteration !== undefined ? ` of iteration ${iteration}` : "";
  const { momentum } = optimizerNumbers(settings);
  const heavy =
    momentum > 0
      ? ` (about ${Number((rate / (1 - momentum)).toPrecision(2))} with momentum ${momentum})`
      : "";
  return `the learning rate ${Number(rate.toPrecision(4))}${when}${optimizer === "gradient-descent" ? "" : ` of ${optimizer}`}${heavy}`;
}

/**
 * A smaller learning rate, and clipping where it could help and there is none.
 *
 * @param isNamed whether what was said before is about the learning rate; false by default
 */
export function adviseSmallerSteps(settings: TrainSettings, rate: number, isNamed = false): string {
  const isFar = rateExcess(settings, rate) > 0;
  const smaller = isFar ? usualRate(settings) : Number((rate / 10).toPrecision(2));
  const advice = isNamed
    ? `Try ${isFar ? `${smaller} or less` : "a tenth of it"}`
    : `Try learning rate ${smaller} or less`;
  const isBounded = settings.clipping !== "none" || hasBoundedSteps(settings) || isFar;
  return isBounded ? `${advice}.` : `${advice}, or clip gradients (global-norm, limit 1).`;
}

/** Adam and its kind divide by the size of the gradients: to clip these changes little. */
function hasBoundedSteps({ optimizer }: TrainSettings): boolean {
  const { hasCorrections, states }: Optimizer = optimizers[optimizer];
  return (
    hasCorrections || (states > 0 && !("momentum" in optimizers[optimizer].defaults)) || optimizer === "lbfgs"
  );
}

function usualRate({ optimizer }: TrainSettings): number {
  return optimizers[optimizer].defaults.learningRate;
}

/** Settings that are changed while a run goes on. */

import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { parseOptions, toGivenOptions, type WithReadonlyLists } from "../base/options.ts";
import { checkPerLayer } from "../network/spec.ts";
import { optimizers } from "./optimizers.ts";
import { type TrainSettings, trainOptions } from "./options.ts";

/** What can be changed; what is left out stays as it is. */
const changeTable = v.strictObject({
  lambda: v.optional(trainOptions.entries.lambda.wrapped),
  learningRate: v.optional(trainOptions.entries.learningRate.wrapped),
});

/** Other values for settings of a run that goes on. */
export type ChangedSettings = WithReadonlyLists<v.InferInput<typeof changeTable>>;

/** A change in the history of a run. */
export interface SettingChange extends ChangedSettings {
  /** How many steps had been taken: the next one was the first with the new values. */
  readonly iteration: number;
}

/**
 * Checks what is to be changed in a run with these settings.
 *
 * @param where what to call the change in messages
 * @throws InvalidInputError when a value is wrong, nothing is given, or the run cannot take it
 */
export function checkChange(given: ChangedSettings, settings: TrainSettings, where: string): ChangedSettings {
  const change = parseOptions(changeTable, given, ({ name }) => `${where}: ${name}`, where);
  const name = (["lambda", "learningRate"] as const).find((option) => change[option] !== undefined);
  if (name === undefined) throw refused(where, "lambda, learningRate or both", "neither");
  if (optimizers[settings.optimizer].isFullBatch) {
    const expected = `no change beside optimizer ${settings.optimizer}, which needs the same cost in every evaluation`;
    throw refused(`${where}: ${name}`, expected, describeValue(change[name]), "Start another run.");
  }
  if (change.lambda !== undefined) {
    checkPerLayer(change.lambda, settings.hiddenLayers.length + 1, {
      where: `${where}: lambda`,
      layer: "layer",
      hint: "The output layer comes last.",
    });
  }
  return change;
}

/**
 * Checks the changes of a run that is to be repeated.
 *
 * @param iterations how many the run has: none can be changed after the last
 * @throws InvalidInputError for the first that is wrong, or that comes before the one that it follows in the list
 */
export function checkChanges(
  given: readonly SettingChange[],
  settings: TrainSettings,
  iterations: number,
): readonly SettingChange[] {
  if (!Array.isArray(given)) throw refused("changes", "a list of changes", describeValue(given));
  let last = 0;
  return given.map((entry: SettingChange, index) => {
    const where = `changes: entry ${index + 1}`;
    const { iteration, ...change } = toGivenOptions(entry, where);
    const isWithin = Number.isInteger(iteration) && iteration >= last && iteration < iterations;
    if (!isWithin) {
      const expected = `a whole number from ${last} to ${iterations - 1}, in ascending order`;
      throw refused(`${where}: iteration`, expected, describeValue(iteration));
    }
    last = iteration;
    return { iteration, ...checkChange(change, settings, where) };
  });
}

function refused(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received, hint });
}

/** Which settings of a run do not go together, whatever the data. */

import { InvalidInputError } from "../base/errors.ts";
import { formatValue, type OptionNaming } from "../base/options.ts";
import { checkPerLayer } from "../network/spec.ts";
import { checkAveraging } from "./averaging.ts";
import { OPTIMIZER_NAMES, type Optimizer, type OptimizerName, optimizers } from "./optimizers.ts";
import type { TrainSettings } from "./options.ts";
import { hasNoise } from "./regularizers.ts";

/** How a caller calls a setting. */
export type SettingNaming = (option: keyof TrainSettings | "epochs") => string;

/**
 * Refuses settings that contradict each other, or of which one does nothing beside another.
 *
 * @param call how to call an option in messages
 * @throws InvalidInputError naming the option and what to do instead
 */
export function checkCombinations(settings: TrainSettings, call: SettingNaming, nameOf: OptionNaming): void {
  checkLists(settings, call);
  checkOptimizerNumbers(settings, call);
  checkLimits(settings, call);
  checkFullBatch(settings, call);
  checkLength(settings, call);
  checkAveraging(settings, nameOf);
  if (settings.huberDelta !== 1 && settings.loss !== "huber") {
    throw needs(
      call("huberDelta"),
      `${call("loss")} huber`,
      settings.loss ?? "another loss",
      call("huberDelta"),
    );
  }
}

function checkLists(settings: TrainSettings, call: SettingNaming): void {
  const hidden = settings.hiddenLayers.length;
  for (const name of ["activation", "normalization", "keepProbability", "noise"] as const) {
    const isNoise = name === "keepProbability" || name === "noise";
    const hint = isNoise ? "It acts on hidden units: the output layer takes none." : undefined;
    checkPerLayer(settings[name], hidden, { where: call(name), ...(hint && { hint }) });
  }
  for (const name of ["lambda", "lambda1", "connectKeepProbability"] as const) {
    checkPerLayer(settings[name], hidden + 1, {
      where: call(name),
      layer: "layer",
      hint: "The output layer comes last.",
    });
  }
}

/** Numbers of other optimizers do nothing. */
function checkOptimizerNumbers(settings: TrainSettings, call: SettingNaming): void {
  const hasNumber = (optimizer: OptimizerName, name: string): boolean => {
    const { defaults }: Optimizer = optimizers[optimizer];
    return name in defaults;
  };
  for (const name of ["momentum", "beta1", "beta2", "rho", "epsilon"] as const) {
    if (settings[name] === undefined || hasNumber(settings.optimizer, name)) continue;
    const users = OPTIMIZER_NAMES.filter((optimizer) => hasNumber(optimizer, name));
    const optimizer = call("optimizer");
    throw needs(
      call(name),
      `${optimizer} ${listed(users)}`,
      `${optimizer} ${settings.optimizer}`,
      call(name),
    );
  }
}

function checkLimits(settings: TrainSettings, call: SettingNaming): void {
  const { constraint, clipping } = settings;
  if (settings.constraintLimit !== undefined && constraint !== "max-norm" && constraint !== "spectral-norm") {
    const name = call("constraint");
    throw needs(
      call("constraintLimit"),
      `${name} max-norm or spectral-norm`,
      `${name} ${constraint}`,
      call("constraintLimit"),
    );
  }
  if (settings.clippingLimit !== undefined && clipping === "none") {
    throw needs(
      call("clippingLimit"),
      `${call("clipping")} value, norm or global-norm`,
      `${call("clipping")} none`,
      call("clippingLimit"),
    );
  }
}

/** L-BFGS needs the same cost in every evaluation. */
function checkFullBatch(settings: TrainSettings, call: SettingNaming): void {
  if (!optimizers[settings.optimizer].isFullBatch) return;
  const optimizer = `${call("optimizer")} ${settings.optimizer}`;
  const refuse = (
    option: keyof TrainSettings,
    hint = `Leave ${call(option)} out, or take ${call("optimizer")} adam.`,
  ): never => {
    const why = `none beside ${optimizer}, which needs the same cost in every evaluation`;
    throw refused(call(option), why, formatValue(settings[option]), hint);
  };
  if (settings.batchSize !== undefined) refuse("batchSize");
  if (settings.mixup > 0) refuse("mixup");
  if (settings.mask !== "frozen" && hasNoise(settings)) {
    const name = (
      ["inputKeepProbability", "inputNoise", "noise", "connectKeepProbability", "keepProbability"] as const
    ).find((option) =>
      [settings[option]]
        .flat()
        .some((value) => value !== (option === "noise" || option === "inputNoise" ? 0 : 1)),
    );
    refuse(
      name ?? "keepProbability",
      `Take ${call("mask")} frozen, which keeps the noise the same, or ${call("optimizer")} adam.`,
    );
  }
  const usual = { schedule: "constant", clipping: "none", constraint: "none", averaging: "none" } as const;
  for (const option of Object.keys(usual) as (keyof typeof usual)[]) {
    if (settings[option] !== usual[option]) refuse(option);
  }
  if ((settings.warmup ?? 0) > 0) refuse("warmup");
  if ((settings.weightDecay ?? 0) > 0)
    refuse("weightDecay", `Take ${call("lambda")}, which is part of the cost.`);
}

function checkLength({ iterations, epochs }: TrainSettings, call: SettingNaming): void {
  if (epochs === undefined || iterations === undefined) return;
  throw refused(
    call("epochs"),
    `only one of the two: ${call("iterations")} or ${call("epochs")}`,
    "both",
    "Leave one of them out.",
  );
}

/** Names as a choice: a, b or c. */
function listed(names: readonly string[]): string {
  return names.join(", ").replace(/, ([^,]*)$/, " or $1");
}

/** An option that does nothing without another. */
function needs(where: string, expected: string, received: string, option: string): InvalidInputError {
  return refused(where, `${expected} beside it`, received, `Leave ${option} out.`);
}

function refused(where: string, expected: string, received: string, hint?: string): InvalidInputError {
  return new InvalidInputError({
    source: "option",
    where,
    expected,
    received,
    hint,
  });
}

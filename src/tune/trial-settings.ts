import { InvalidInputError } from "../base/errors.ts";
import { formatValue, type OptionNaming, ownName } from "../base/options.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { checkFit } from "../train/check-fit.ts";
import { withoutIdleSettings } from "../train/idle-settings.ts";
import { type Optimizer, optimizers } from "../train/optimizers.ts";
import type { TrainOptions, TrainSettings } from "../train/options.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import type { SearchSpace } from "./space.ts";

/** The most combinations of choices whose sense is checked before a search. */
const MAX_CHECKED = 256;

/** Given settings that a searched one replaces, beside its own. */
const REPLACED: Readonly<Record<string, string>> = {
  keepProbability: "dropoutRate",
  dropoutRate: "keepProbability",
  iterations: "epochs",
  epochs: "iterations",
};

/** TrialValues of a point by the names of their settings. */
export type TrialValues = Readonly<Record<string, unknown>>;

/**
 * The complete settings of a trial. A searched number that does nothing beside the other values — an optimizer's own, beside
 * another optimizer — is left out; so is what has nothing to act on.
 *
 * @param given what all trials share
 * @throws InvalidInputError for values that do not go together
 */
export function settingsOf(
  given: TrainOptions,
  values: TrialValues,
  nameOf: OptionNaming = ownName,
): TrainSettings {
  const shared = Object.entries(given).filter(
    ([name]) => !(name in values) && !((REPLACED[name] ?? "") in values),
  );
  const merged: TrainOptions = { ...Object.fromEntries(shared), ...values };
  const acting = Object.entries(merged).filter(([name]) => !(name in values) || isActing(name, merged));
  return withoutIdleSettings(resolveSettings(Object.fromEntries(acting), nameOf));
}

/** Whether a number acts beside the names that the other options choose. */
function isActing(name: string, options: TrainOptions): boolean {
  const { optimizer = "gradient-descent", constraint = "none", clipping = "none", loss } = options;
  if (["momentum", "beta1", "beta2", "rho", "epsilon"].includes(name)) {
    const { defaults }: Optimizer = optimizers[optimizer];
    return name in defaults;
  }
  if (name === "constraintLimit") return constraint === "max-norm" || constraint === "spectral-norm";
  if (name === "clippingLimit") return clipping !== "none";
  return name !== "huberDelta" || loss === "huber";
}

/**
 * Refuses a space in which values do not go together, with each other or with the data, before any is tried: every
 * combination of choices, up to a few hundred, is looked at with the low and with the high ends of all ranges.
 *
 * @param examples what trials train on, and what they are judged on
 * @throws InvalidInputError naming the values and what is wrong with them; or a setting that never does anything
 */
export function checkSpace(
  space: SearchSpace,
  given: TrainOptions,
  examples: { readonly training: Dataset<TargetColumn>; readonly heldOut: Dataset<TargetColumn> },
): void {
  const acting = new Set<string>();
  for (const values of cornersOf(space)) {
    const settings = tryValues(given, values, space);
    try {
      checkFit(examples.training, settings, examples.heldOut);
    } catch (error) {
      throw explain(error, values, space);
    }
    for (const name of Object.keys(values)) {
      if (name === "dropoutRate" || isSame(settings[name as keyof TrainSettings], values[name]))
        acting.add(name);
    }
  }
  const idle = space.find(({ option }) => !acting.has(option));
  if (idle === undefined) return;
  throw new InvalidInputError({
    source: "option",
    where: `search.${idle.option}`,
    expected: "a setting that does something beside the others",
    received: "one that never does",
    hint: "Leave it out, or search or give what it needs.",
  });
}

function tryValues(given: TrainOptions, values: TrialValues, space: SearchSpace): TrainSettings {
  try {
    return settingsOf(given, values);
  } catch (error) {
    throw explain(error, values, space);
  }
}

/** What is wrong with values, told with the choices that bring it about. */
function explain(error: unknown, values: TrialValues, space: SearchSpace): unknown {
  if (!(error instanceof InvalidInputError)) return error;
  const chosen = space.filter(({ kind }) => kind === "choice").map(({ option }) => option);
  const told = (chosen.length === 0 ? Object.keys(values) : chosen).map(
    (name) => `${name} ${formatValue(values[name])}`,
  );
  const { where, expected, received, hint } = error;
  return new InvalidInputError({
    source: error.source,
    where: `search, with ${told.join(", ")}: ${where}`,
    expected,
    received,
    hint,
  });
}

/** Combinations of choices, each with the low and with the high ends of all ranges. */
function cornersOf(space: SearchSpace): readonly TrialValues[] {
  let combinations: readonly TrialValues[] = [{}];
  for (const dimension of space) {
    if (dimension.kind === "range") continue;
    combinations = combinations
      .flatMap((values) => dimension.values.map((value) => ({ ...values, [dimension.option]: value })))
      .slice(0, MAX_CHECKED);
  }
  return combinations.flatMap((values) =>
    (["low", "high"] as const).map((end) => {
      const ranges = space.flatMap((each) =>
        each.kind === "range" ? [[each.option, each[end]] as const] : [],
      );
      return { ...values, ...Object.fromEntries(ranges) };
    }),
  );
}

function isSame(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

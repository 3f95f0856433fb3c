/** What a network is to learn from a data set: its head and its loss, picked from the target unless the settings say. */

import { describeValue, InvalidInputError } from "../base/errors.ts";
import type { TargetColumn } from "../data/columns.ts";
import { classNamesOf } from "../data/columns.ts";
import type { Dataset } from "../data/dataset.ts";
import { targetScaleOf } from "../data/preparation/target-scale.ts";
import { type HeadName, heads } from "../network/heads.ts";
import {
  DEFAULT_LOSSES,
  type LossName,
  type LossOfHead,
  lossesOfHead,
  lossOfHead,
} from "../network/losses.ts";
import type { NetworkSpec } from "../network/spec.ts";
import type { TrainSettings } from "./options.ts";

/** A network to be trained, and what it is trained by. */
export interface Task {
  readonly spec: NetworkSpec & { readonly head: HeadName; readonly outputs: number };
  readonly lossName: LossName;
  readonly loss: LossOfHead;
}

/** The settings that {@link taskOf} reads. */
type TaskSettings = Pick<TrainSettings, "hiddenLayers" | "activation" | "normalization" | "loss">;

/**
 * The network and the loss for a data set.
 *
 * @param lossOption what the option of the loss is called in messages
 * @throws InvalidInputError when the loss does not fit the target, or the target has not what the loss needs
 */
export function taskOf(dataset: Dataset<TargetColumn>, settings: TaskSettings, lossOption = "loss"): Task {
  const head = headOf(dataset, settings.loss);
  checkTarget(dataset, head);
  const lossName = settings.loss ?? DEFAULT_LOSSES[head];
  const loss = lossOfHead(lossName, head);
  if (loss === undefined) throw wrongLoss(dataset, head, { lossName, lossOption });
  const { hiddenLayers, activation, normalization } = settings;
  const outputs = heads[head].outputs(classNamesOf(dataset.target).length);
  const inputs = dataset.features.length;
  return { spec: { inputs, hiddenLayers, activation, normalization, head, outputs }, lossName, loss };
}

function headOf({ target }: Dataset<TargetColumn>, loss: LossName | undefined): HeadName {
  if (target.type === "labels") return "multilabel";
  if (target.type === "number") return loss === "poisson" ? "count" : "regression";
  return target.classNames.length > 2 ? "multiclass" : "binary";
}

function wrongLoss(
  { name, target }: Dataset<TargetColumn>,
  head: HeadName,
  { lossName, lossOption }: { readonly lossName: LossName; readonly lossOption: string },
): InvalidInputError {
  const kinds = { category: "classes", labels: "labels", number: "numbers" } as const;
  const fitting = [...lossesOfHead(head), ...(target.type === "number" ? ["poisson"] : [])];
  return new InvalidInputError({
    source: "option",
    where: lossOption,
    expected: `${fitting.join(", ").replace(/, ([^,]*)$/, " or $1")} for ${kinds[target.type]}, which "${target.name}" of data set "${name}" has`,
    received: lossName,
    hint: "Leave it out for the usual one.",
  });
}

function checkTarget(dataset: Dataset<TargetColumn>, head: HeadName): void {
  const { target } = dataset;
  if (target.type === "category") checkClasses(dataset, target.classNames);
  if (head !== "count" || target.type !== "number") return;
  const negative = target.values.findIndex((value) => value < 0);
  if (negative < 0) return;
  throw refused(
    dataset,
    `counts of at least 0 in "${target.name}" for loss poisson`,
    `${target.values[negative]} in example ${negative + 1}`,
    targetScaleOf(dataset.preparation)
      ? "They were scaled: read them with scaleTarget false (--scale-target false)."
      : "Take loss squared or huber for numbers that may be below 0.",
  );
}

/** A classifier needs examples of two classes at least; of two classes, of both. */
function checkClasses(dataset: Dataset<TargetColumn>, classNames: readonly string[]): void {
  const present = classNames.filter((_, index) => (dataset.classCounts[index] as number) > 0);
  if (present.length >= 2) return;
  throw refused(
    dataset,
    `examples of at least two classes in "${dataset.target.name}"`,
    `only ${describeValue(present)}`,
    "A classifier needs examples of both.",
  );
}

function refused(
  { name }: Dataset<TargetColumn>,
  expected: string,
  received: string,
  hint?: string,
): InvalidInputError {
  return new InvalidInputError({ source: "data", where: `data set "${name}"`, expected, received, hint });
}

/** What settings are called by the regularizers in them. */

import { formatNumber } from "../base/number-format.ts";
import type { OneOrPerLayer } from "../network/spec.ts";
import { optimizers } from "../train/optimizers.ts";
import type { TrainSettings } from "../train/options.ts";

/** One regularizer, as it is called in names and in headings; undefined where settings have none of it. */
type Naming = (settings: TrainSettings) => { readonly name: string; readonly title: string } | undefined;

const namings: readonly Naming[] = [
  ({ lambda }) => (isAll(lambda, 0) ? undefined : { name: "l2", title: `L2 (λ = ${format(lambda)})` }),
  ({ lambda1 }) => (isAll(lambda1, 0) ? undefined : { name: "l1", title: `L1 (λ₁ = ${format(lambda1)})` }),
  ({ weightDecay, optimizer }) => {
    const decay = weightDecay ?? optimizers[optimizer].defaults.weightDecay;
    return decay === 0 ? undefined : { name: "decay", title: `weight decay (${formatNumber(decay)})` };
  },
  (settings) => nameDropout(settings),
  ({ inputKeepProbability: p }) =>
    p === 1 ? undefined : { name: "input-dropout", title: `input dropout (keep ${formatNumber(p)})` },
  ({ connectKeepProbability: p }) =>
    isAll(p, 1) ? undefined : { name: "dropconnect", title: `DropConnect (keep ${format(p)})` },
  ({ noise }) => (isAll(noise, 0) ? undefined : { name: "noise", title: `noise (σ = ${format(noise)})` }),
  ({ inputNoise }) =>
    inputNoise === 0
      ? undefined
      : { name: "input-noise", title: `input noise (σ = ${formatNumber(inputNoise)})` },
  ({ mixup }) => (mixup === 0 ? undefined : { name: "mixup", title: `mixup (α = ${formatNumber(mixup)})` }),
  ({ labelSmoothing: s }) =>
    s === 0 ? undefined : { name: "smoothing", title: `label smoothing (${formatNumber(s)})` },
  ({ constraint }) => (constraint === "none" ? undefined : { name: constraint, title: constraint }),
  ({ averaging }) => (averaging === "none" ? undefined : { name: averaging, title: averaging.toUpperCase() }),
  ({ patience }) => (patience === undefined ? undefined : { name: "early", title: "early stopping" }),
];

function nameDropout({ keepProbability: p, dropoutKind, mask }: TrainSettings): ReturnType<Naming> {
  if (isAll(p, 1)) return undefined;
  const kind = dropoutKind === "standard" ? "" : `${dropoutKind} `;
  const frozen = mask === "frozen" ? ", frozen mask" : "";
  const name = dropoutKind === "standard" ? "dropout" : `${dropoutKind}-dropout`;
  return { name, title: `${kind}dropout (keep ${format(p)}${frozen})` };
}

/** Settings as a short name: "none", "l2", "dropout" or "l2+dropout". */
export function shortNameOf(settings: TrainSettings): string {
  return namesOf(settings, "name").join("+") || "none";
}

/** Settings as a heading: "L2 (λ = 0.7)". */
export function titleOf(settings: TrainSettings): string {
  return namesOf(settings, "title").join(" + ") || "no regularization";
}

function namesOf(settings: TrainSettings, form: "name" | "title"): readonly string[] {
  return namings.flatMap((naming) => naming(settings)?.[form] ?? []);
}

function isAll(value: OneOrPerLayer<number>, none: number): boolean {
  return [value].flat().every((each) => each === none);
}

function format(value: OneOrPerLayer<number>): string {
  return [value]
    .flat()
    .map((each) => formatNumber(each))
    .join(", ");
}

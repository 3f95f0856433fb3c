import { python, when } from "./python.ts";
import type { Subject } from "./subject.ts";

/** Whether λ can be the optimizer's weight decay, which is added to gradients after they have been clipped. */
export function hasDecayAsPenalty({ settings, weights }: Subject): boolean {
  const isDescent = ["gradient-descent", "momentum", "nesterov"].includes(settings.optimizer);
  return isDescent && settings.clipping === "none" && weights.some(({ lambda }) => lambda > 0);
}

/** A function `penalty` for what the optimizer cannot add itself; no lines where there is nothing. */
export function penaltyLines(subject: Subject): readonly string[] {
  const { weights } = subject;
  const l2 = !hasDecayAsPenalty(subject) && weights.some(({ lambda }) => lambda > 0);
  const l1 = weights.some(({ lambda1 }) => lambda1 > 0);
  if (!l2 && !l1) return [];
  const terms = [...when(l2, "l2 / (2 * m) * (w**2).sum()"), ...when(l1, "l1 / m * w.abs().sum()")];
  const lists = [
    ...when(
      l2,
      `LAMBDA = ${python(weights.map(({ lambda }) => lambda))}  # by layer; in the cost, because AdamW and clipping would change what weight_decay does`,
    ),
    ...when(l1, `LAMBDA1 = ${python(weights.map(({ lambda1 }) => lambda1))}  # by layer`),
  ];
  const names = ["w", ...when(l2, "l2"), ...when(l1, "l1")].join(", ");
  const zipped = ["weights_of", ...when(l2, "LAMBDA"), ...when(l1, "LAMBDA1")].join(", ");
  return [
    ...lists,
    "",
    "",
    "def penalty():",
    '    """λ/(2m)·Σw² + λ₁/m·Σ|w|, biases left out, m all training examples whatever the batch."""',
    `    return sum(${terms.join(" + ")} for ${names} in zip(${zipped}))`,
    "",
    "",
  ];
}

/** Whether the program has a function `penalty`. */
export function hasPenaltyFunction(subject: Subject): boolean {
  return penaltyLines(subject).length > 0;
}

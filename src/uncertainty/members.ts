import { InvalidInputError } from "../base/errors.ts";
import { measureUncertainty } from "../metrics/uncertainty.ts";
import type { HeadName } from "../network/heads.ts";

/** What several members say of the same rows, and how far they agree. */
export interface MemberPredictions {
  /** For each member rows × outputs, row after row, as `Model.predict` gives them. */
  readonly members: readonly Float64Array[];
  /** How many numbers a prediction has. */
  readonly outputs: number;
  /** The mean of the members, rows × outputs: what they say together. */
  readonly mean: Float64Array;
  /** √(Σ (p − mean)² / members), rows × outputs: the spread of the members that there are, not an estimate of more. */
  readonly standardDeviation: Float64Array;
  /** The entropy of the mean for each row, in nats: all doubt. Undefined where predictions are numbers, not probabilities. */
  readonly predictiveEntropy: Float64Array | undefined;
  /**
   * For each row the part of that entropy that is there because the members differ, in nats. Undefined where predictions
   * are numbers, not probabilities.
   */
  readonly mutualInformation: Float64Array | undefined;
}

/**
 * The members' predictions with mean, spread and, where they are probabilities, entropies.
 *
 * @param members rows × outputs each; at least one, all of one length
 * @param head what the predictions stand for
 */
export function gatherMembers(
  members: readonly Float64Array[],
  { head, outputs }: { readonly head: HeadName; readonly outputs: number },
): MemberPredictions {
  if (head === "regression" || head === "count") {
    const none = { predictiveEntropy: undefined, mutualInformation: undefined };
    return { members, outputs, ...momentsOf(members), ...none };
  }
  const uncertainty = measureUncertainty({ members, outputs, isOneOfClasses: head === "multiclass" });
  return { members, outputs, ...uncertainty };
}

/** Mean and standard deviation, taken from the first member, so that members that agree have no spread at all. */
function momentsOf(members: readonly Float64Array[]): Pick<MemberPredictions, "mean" | "standardDeviation"> {
  const [first] = members as readonly [Float64Array, ...Float64Array[]];
  const meanOf = (valueOf: (member: Float64Array) => number): number =>
    members.reduce((sum, member) => sum + valueOf(member), 0) / members.length;
  const mean = first.map((center, i) => center + meanOf((member) => (member[i] as number) - center));
  const standardDeviation = mean.map((center, i) =>
    Math.sqrt(meanOf((member) => ((member[i] as number) - center) * ((member[i] as number) - center))),
  );
  return { mean, standardDeviation };
}

/** A member's prediction must be a number: what overflows has no mean. */
export function checkNoOverflow(predictions: Float64Array, where: string): void {
  const bad = predictions.findIndex((prediction) => !Number.isFinite(prediction));
  if (bad < 0) return;
  throw new InvalidInputError({
    source: "data",
    where,
    expected: "features that give finite predictions",
    received: String(predictions[bad]),
    hint: "They are too large for this network: scale them, in its training data too.",
  });
}

import { log } from "../base/elementary.ts";
import { describeValue } from "../base/errors.ts";
import { checkCount, checkLength, checkProbabilities, refusedData } from "./checks.ts";
import { sumOf } from "./weights.ts";

/** What several models, or one under several dropout masks, say of the same examples. */
export interface MemberProbabilities {
  /** How many numbers a member says of an example. */
  readonly outputs: number;
  /**
   * Whether the numbers of an example are the probabilities of classes of which one is true, and add up to 1. Otherwise
   * each is a probability by itself: of class 1 of two, or of a label.
   */
  readonly isOneOfClasses: boolean;
  /** For each member examples × outputs probabilities, row after row; at least one member. */
  readonly members: readonly Float64Array[];
}

/** How sure the members are together, and how much of the doubt is because they differ. */
export interface Uncertainty {
  /** The mean of the members, examples × outputs: what they say together. */
  readonly mean: Float64Array;
  /** How far they spread around it, √(Σ (p − mean)² / members), examples × outputs. */
  readonly standardDeviation: Float64Array;
  /** The entropy of the mean, −Σ p·log p, for each example in nats: all doubt. Labels add up. */
  readonly predictiveEntropy: Float64Array;
  /**
   * The entropy of the mean less the mean of the members' entropies, for each example in nats, at least 0: the part of
   * the doubt that is because the members differ, and that more data could settle. The rest lies in the data.
   */
  readonly mutualInformation: Float64Array;
}

/**
 * The uncertainty of an ensemble.
 *
 * Source: Depeweg et al., Decomposition of uncertainty in Bayesian deep learning (2018); Gal, Islam & Ghahramani, Deep
 * Bayesian active learning with image data (2017) for dropout masks as members.
 *
 * @throws InvalidInputError when there is no member, lengths differ, or a number is no probability
 */
export function measureUncertainty(probabilities: MemberProbabilities): Uncertainty {
  checkMembers(probabilities);
  const { outputs, members } = probabilities;
  const length = (members[0] as Float64Array).length;
  const meanOf = (valueOf: (member: Float64Array) => number): number =>
    sumOf(members.length, (index) => valueOf(members[index] as Float64Array)) / members.length;
  // Taken from the first member, so that members that agree have exactly their number as the mean.
  const first = members[0] as Float64Array;
  const mean = first.map((center, i) => center + meanOf((member) => (member[i] as number) - center));
  const standardDeviation = mean.map((center, i) =>
    Math.sqrt(meanOf((member) => ((member[i] as number) - center) * ((member[i] as number) - center))),
  );
  const entropyOf = (values: Float64Array, example: number): number =>
    entropyAt(values, example * outputs, probabilities);
  const examples = { length: length / outputs };
  const predictiveEntropy = Float64Array.from(examples, (_, example) => entropyOf(mean, example));
  const mutualInformation = predictiveEntropy.map((all, example) =>
    Math.max(0, all - meanOf((member) => entropyOf(member, example))),
  );
  return { mean, standardDeviation, predictiveEntropy, mutualInformation };
}

function checkMembers({ outputs, members }: MemberProbabilities): void {
  checkCount(outputs, "measureUncertainty: outputs");
  const [first] = members;
  if (first === undefined) {
    throw refusedData("measureUncertainty: members", "at least one", describeValue(members));
  }
  members.forEach((member, index) => {
    const where = `measureUncertainty: member ${index + 1}`;
    checkLength(member, Math.ceil(first.length / outputs) * outputs, where);
    checkProbabilities(member, where);
  });
}

function entropyAt(
  values: Float64Array,
  start: number,
  { outputs, isOneOfClasses }: MemberProbabilities,
): number {
  return sumOf(outputs, (output) => {
    const probability = values[start + output] as number;
    return termOf(probability) + (isOneOfClasses ? 0 : termOf(1 - probability));
  });
}

/** −p·log p, 0 at 0. */
function termOf(probability: number): number {
  return probability === 0 ? 0 : -probability * log(probability);
}

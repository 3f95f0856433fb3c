import { formatClass } from "../base/number-format.ts";
import { type Measurement, toMeasurement } from "./measurement.ts";
import { sumOf } from "./weights.ts";

/** How often a class was meant and answered; with weights, sums of weights. */
export interface ClassTally {
  /** Examples of the class that were answered by it: true positives. */
  readonly hits: number;
  /** Examples that were answered by the class: true and false positives. */
  readonly predicted: number;
  /** Examples of the class: true positives and false negatives. */
  readonly actual: number;
}

/** The names of the scores of one class. */
export type ClassScoreName = "precision" | "recall" | "f1";

/** How well one class is recognized. */
export interface ClassScores {
  /** hits / predicted: how many answers of this class are right. */
  readonly precision: number;
  /** hits / actual: how many of its examples are found. */
  readonly recall: number;
  /** 2·hits / (predicted + actual): the harmonic mean of both. */
  readonly f1: number;
  /** The weight of its examples; their number where they have no weights. */
  readonly support: number;
  /** The scores that are a quotient of 0 and 0 and count as 0, as in scikit-learn. */
  readonly undefinedScores: readonly ClassScoreName[];
}

/** Precision, recall and F1 of one class. A quotient of 0 and 0 is 0, and is told in `undefinedScores`. */
export function toClassScores({ hits, predicted, actual }: ClassTally): ClassScores {
  const divisors: Readonly<Record<ClassScoreName, number>> = {
    precision: predicted,
    recall: actual,
    f1: predicted + actual,
  };
  const names = Object.keys(divisors) as ClassScoreName[];
  return {
    precision: share(hits, predicted),
    recall: share(hits, actual),
    f1: share(2 * hits, predicted + actual),
    support: actual,
    undefinedScores: names.filter((name) => divisors[name] === 0),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** A score of one class as a measurement, with a remark where it is 0/0. */
export function measureClass(tally: ClassTally, score: ClassScoreName, className: string): Measurement {
  return measureMacro([tally], score, [className]);
}

/**
 * The macro average of a score: the mean over all classes, each counting the same. A class whose score is 0/0 counts as
 * 0, as in scikit-learn; the remark names it.
 */
export function measureMacro(
  tallies: readonly ClassTally[],
  score: ClassScoreName,
  classNames: readonly string[],
): Measurement {
  const scores = tallies.map(toClassScores);
  const mean = sumOf(scores.length, (index) => scores[index]?.[score] as number) / scores.length;
  const missing = classNames.filter((_, index) => scores[index]?.undefinedScores.includes(score));
  return toMeasurement(mean, missing.length === 0 ? undefined : remarkOn(score, missing));
}

/** The micro average of a score: that of all classes counted together. */
export function measureMicro(tallies: readonly ClassTally[], score: ClassScoreName): Measurement {
  const scores = toClassScores({
    hits: sumOf(tallies.length, (index) => tallies[index]?.hits as number),
    predicted: sumOf(tallies.length, (index) => tallies[index]?.predicted as number),
    actual: sumOf(tallies.length, (index) => tallies[index]?.actual as number),
  });
  const isUndefined = scores.undefinedScores.includes(score);
  return toMeasurement(scores[score], isUndefined ? `${WHY[score]} at all: 0/0 counts as 0` : undefined);
}

/** What is missing where a score is 0/0, before the name of the class. */
const WHY: Readonly<Record<ClassScoreName, string>> = {
  precision: "nothing is predicted",
  recall: "no example is",
  f1: "nothing is or is predicted",
};

function remarkOn(score: ClassScoreName, classNames: readonly string[]): string {
  return `${WHY[score]} ${listClasses(classNames)}: 0/0 counts as 0`;
}

/** How many classes a remark names. */
const NAMED_CLASSES = 4;

/** Some classes in a remark: "a, b, c", and how many more there are. */
export function listClasses(classNames: readonly string[]): string {
  const more = classNames.length - NAMED_CLASSES;
  const named = classNames.slice(0, NAMED_CLASSES).map(formatClass).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}

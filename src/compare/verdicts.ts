import { formatCount, formatPlural, formatPoints } from "../base/number-format.ts";
import type { Design } from "./options.ts";
import type { PairFigures, PairResult, Verdict } from "./pair-result.ts";

/** A corrected p-value below this is a difference. */
const SIGNIFICANCE_LEVEL = 0.05;

/** What a verdict depends on beside the pair. */
interface VerdictContext {
  readonly design: Design;
  /** How many pairs were judged in all. */
  readonly pairs: number;
}

/** The verdict on a pair, by its corrected p-value. */
export function toVerdict(pair: Omit<PairResult, "verdict">, context: VerdictContext): Verdict {
  const { first, second, figures, isAlike } = pair;
  if (figures === undefined) {
    const count = pair.runs === 0 ? "no run" : "only one run";
    const reason = pair.runs < 2 ? `${count} of both has a result` : "all runs show the same difference";
    return { kind: "unknown", text: `${second} and ${first} cannot be compared: ${reason}` };
  }
  if (isAlike) {
    const where = context.design.kind === "folds" ? "example that was held out" : "test example";
    return { kind: "alike", text: `${second} and ${first} answer every ${where} alike` };
  }
  const isDifferent = figures.adjustedPValue < SIGNIFICANCE_LEVEL;
  if (isDifferent) {
    const kind = figures.difference > 0 ? "better" : "worse";
    return { kind, text: `${describeLead(pair, figures, "beats")}${describeScope(context)}` };
  }
  if (figures.pValue < SIGNIFICANCE_LEVEL) {
    const remark = `among ${context.pairs} comparisons one such lead may be chance`;
    return { kind: "undecided", text: `${describeLead(pair, figures, "leads")}, but ${remark}` };
  }
  return { kind: "undecided", text: describeDoubt(pair, figures, context) };
}

/** "dropout beats none by 3.1 points (0.4 to 5.8)". */
function describeLead(
  { first, second }: Pick<PairResult, "first" | "second">,
  { difference, interval }: PairFigures,
  verb: string,
): string {
  const isSecond = difference > 0;
  const [winner, loser] = isSecond ? [second, first] : [first, second];
  const [low, high] = isSecond ? [interval.low, interval.high] : [-interval.high, -interval.low];
  const points = formatPoints(Math.abs(difference));
  return `${winner} ${verb} ${loser} by ${points} points (${formatPoints(low)} to ${formatPoints(high)})`;
}

/** What a difference does not hold for. */
function describeScope({ design }: VerdictContext): string {
  if (design.kind === "folds" || design.seeds.length > 1) return "";
  return `, with seed ${design.seeds[0]} alone`;
}

/** "dropout and l2 cannot be told apart with 20 seeds and 200 test examples; about 900 would settle …". */
function describeDoubt(
  { first, second, runs, examples }: Omit<PairResult, "verdict">,
  { difference, needed }: PairFigures,
  { design }: VerdictContext,
): string {
  const subject = `${second} and ${first} cannot be told apart`;
  if (design.kind === "folds") {
    const { folds, seeds } = design;
    if (runs < folds * seeds.length) return `${subject} by ${formatPlural(runs, "held-out fold")}`;
    const times = seeds.length === 1 ? "" : `${seeds.length} × `;
    return `${subject} by ${times}${folds}-fold cross-validation of ${formatCount(examples)} examples`;
  }
  const tests = formatPlural(examples, "test example");
  const found = `${subject} with ${formatPlural(runs, "seed")} and ${tests}`;
  if (difference === 0) return `${found}: they are right equally often`;
  const size = "a difference of this size";
  if (needed === undefined)
    return `${found}; ${size} (${formatPoints(Math.abs(difference))} points) is too small to settle`;
  const more = [
    needed.seeds > runs ? formatPlural(needed.seeds, "seed") : "",
    needed.examples > examples ? formatPlural(needed.examples, "test example") : "",
  ].filter(Boolean);
  return `${found}; about ${more.join(" and ") || "as many again"} would settle ${size}`;
}

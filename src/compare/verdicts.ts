import { formatCount, formatPlural } from "../base/number-format.ts";
import { unitOf } from "../plot/figure-units.ts";
import { type MeasureName, measureOf } from "./measures.ts";
import type { Design } from "./options.ts";
import type { PairFigures, PairResult, Verdict } from "./pair-result.ts";

/** A corrected p-value below this is a difference. */
const SIGNIFICANCE_LEVEL = 0.05;

/** What a verdict depends on beside the pair. */
interface VerdictContext {
  readonly design: Design;
  /** What models are compared by. */
  readonly measure: MeasureName;
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
    const where = context.design.kind === "folds" ? "every example that was held out" : "every test example";
    const what = measureOf(context.measure).describeAlike(where);
    return { kind: "alike", text: `${second} and ${first} ${what}` };
  }
  const isDifferent = figures.adjustedPValue < SIGNIFICANCE_LEVEL;
  if (isDifferent) {
    const kind = isSecondAhead(figures, context) ? "better" : "worse";
    return {
      kind,
      text: `${describeLead(pair, figures, { ...context, verb: "beats" })}${describeScope(context)}`,
    };
  }
  if (figures.pValue < SIGNIFICANCE_LEVEL) {
    const remark = `among ${context.pairs} comparisons one such lead may be chance`;
    return {
      kind: "undecided",
      text: `${describeLead(pair, figures, { ...context, verb: "leads" })}, but ${remark}`,
    };
  }
  return { kind: "undecided", text: describeDoubt(pair, figures, context) };
}

function isSecondAhead({ difference }: PairFigures, { measure }: VerdictContext): boolean {
  return measureOf(measure).isLowerBetter ? difference < 0 : difference > 0;
}

/** "dropout beats none by 3.1 points (0.4 to 5.8)", "none beats l2 by 0.215 in RMSE (0.101 to 0.329)". */
function describeLead(
  { first, second }: Pick<PairResult, "first" | "second">,
  figures: PairFigures,
  context: VerdictContext & { readonly verb: string },
): string {
  const { difference, interval } = figures;
  const { unit, describeDifference } = measureOf(context.measure);
  const [winner, loser] = isSecondAhead(figures, context) ? [second, first] : [first, second];
  const isRise = difference > 0;
  const [low, high] = isRise ? [interval.low, interval.high] : [-interval.high, -interval.low];
  const [lead = "", from, to] = unitOf(unit).formatDifferences([Math.abs(difference), low, high]);
  return `${winner} ${context.verb} ${loser} by ${describeDifference(lead)} (${from} to ${to})`;
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
  { design, measure }: VerdictContext,
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
  const { equal, unit, describeDifference } = measureOf(measure);
  if (difference === 0) return `${found}: ${equal}`;
  const size = "a difference of this size";
  if (needed === undefined) {
    const [written = ""] = unitOf(unit).formatDifferences([Math.abs(difference)]);
    return `${found}; ${size} (${describeDifference(written)}) is too small to settle`;
  }
  const more = [
    needed.seeds > runs ? formatPlural(needed.seeds, "seed") : "",
    needed.examples > examples ? formatPlural(needed.examples, "test example") : "",
  ].filter(Boolean);
  return `${found}; about ${more.join(" and ") || "as many again"} would settle ${size}`;
}

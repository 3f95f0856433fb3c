import * as v from "valibot";
import { formatCount } from "../base/number-format.ts";
import { PARTS } from "../compare/estimates.ts";
import { describeMaker } from "./machine.ts";
import type { StoredRun } from "./stored-run.ts";

/** What can be said of the bits of two runs. */
const BITS_KINDS = ["same", "other", "otherWork", "nothingInCommon"] as const;

const differing = v.strictObject({ name: v.string(), first: v.unknown(), second: v.unknown() });
const figure = v.nullable(v.number());

/** What `wellfit runs diff --json` prints, as a schema. */
export const runDifferenceDocument = v.strictObject({
  first: v.string(),
  second: v.string(),
  work: v.pipe(
    v.array(differing),
    v.description("data, design and settings that differ; null where one has none"),
  ),
  surroundings: v.pipe(v.array(differing), v.description("version, machine and time that differ")),
  results: v.pipe(
    v.array(v.strictObject({ name: v.string(), part: v.picklist(PARTS), first: figure, second: figure })),
    v.description("over all runs that did not diverge; null where one has none"),
  ),
  bits: v.strictObject({
    kind: v.picklist(BITS_KINDS),
    compared: v.pipe(v.number(), v.description("runs of the same seed and fold")),
    different: v.pipe(v.number(), v.description("those of them whose fingerprints differ")),
    text: v.string(),
  }),
});

/** Two runs side by side: what differs, and whether the bits agree. */
export type RunDifference = v.InferOutput<typeof runDifferenceDocument>;

type Differing = RunDifference["work"][number];

/** Two runs side by side: what they were, what they came to, and what their fingerprints say. */
export function diffRuns(first: StoredRun, second: StoredRun): RunDifference {
  const work = differences(workOf(first), workOf(second));
  return {
    first: first.id,
    second: second.id,
    work,
    surroundings: differences(surroundingsOf(first), surroundingsOf(second)),
    results: toResults(first, second),
    bits: judgeBits([first, second], work),
  };
}

/** All that decides what bits a run of one seed and fold ends with, and the seed that the settings name. */
function workOf({ dataset, design, settings }: StoredRun): Readonly<Record<string, unknown>> {
  return { data: dataset.name, "data hash": dataset.hash, folds: design.folds, ...settings };
}

/** What decides no bits: the data's name is no more than a name, and every run has a seed of its own. */
const DECIDES_NOTHING: readonly string[] = ["data", "seed", "costInterval"];

function surroundingsOf({ kind, version, machine, time }: StoredRun): Readonly<Record<string, unknown>> {
  return { kind, wellfit: version, ...machine, time };
}

function differences(
  first: Readonly<Record<string, unknown>>,
  second: Readonly<Record<string, unknown>>,
): Differing[] {
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return names
    .filter((name) => JSON.stringify(first[name]) !== JSON.stringify(second[name]))
    .map((name) => ({ name, first: first[name] ?? null, second: second[name] ?? null }));
}

function toResults(first: StoredRun, second: StoredRun): RunDifference["results"] {
  const names = [...new Set([...Object.keys(first.figures), ...Object.keys(second.figures)])];
  return names.flatMap((name) =>
    PARTS.flatMap((part) => {
      const [one, other] = [first, second].map(({ figures }) => figures[name]?.[part]);
      return one === undefined && other === undefined
        ? []
        : [{ name, part, first: one ?? null, second: other ?? null }];
    }),
  );
}

function judgeBits(
  [first, second]: readonly [StoredRun, StoredRun],
  work: readonly Differing[],
): RunDifference["bits"] {
  const others = new Map(second.runs.map((run) => [placeOf(run), run.fingerprint]));
  const common = first.runs.filter((run) => others.has(placeOf(run)));
  const compared = common.length;
  const different = common.filter((run) => others.get(placeOf(run)) !== run.fingerprint).length;
  const deciding = work.map(({ name }) => name).filter((name) => !DECIDES_NOTHING.includes(name));
  const counts = { compared, different };
  if (deciding.length > 0) return { kind: "otherWork", ...counts, text: tellOtherWork(deciding, counts) };
  if (compared === 0) {
    return { kind: "nothingInCommon", ...counts, text: "They have no seed and fold in common." };
  }
  if (different === 0) return { kind: "same", ...counts, text: tellSame(compared) };
  return { kind: "other", ...counts, text: tellOther(first, second, counts) };
}

function placeOf({ seed, repeat, fold }: StoredRun["runs"][number]): string {
  return [seed, repeat, fold].join(" ");
}

interface Counts {
  readonly compared: number;
  readonly different: number;
}

function tellOtherWork(names: readonly string[], { compared, different }: Counts): string {
  const what = `They differ in ${listWords(names)}`;
  return compared > 0 && different === 0
    ? `${what}, and yet ended with the same bits.`
    : `${what}, so their bits need not agree.`;
}

/** "lambda, seed and mask". */
function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function tellSame(compared: number): string {
  const runs = compared === 1 ? "the run" : `all ${formatCount(compared)} runs`;
  return `The same settings and data gave the same bits in ${runs} that they have in common.`;
}

function tellOther(first: StoredRun, second: StoredRun, { compared, different }: Counts): string {
  const runs = `${formatCount(different)} of ${formatCount(compared)} run${compared === 1 ? "" : "s"}`;
  const [one, other] = [first, second].map(describeMaker);
  const where = one === other ? `both by ${one}` : `${one}, and ${other}`;
  const why =
    first.version === second.version
      ? "This must not be: please report it."
      : "The change log says whether arithmetic has changed between the versions.";
  return `The same settings and data gave other bits in ${runs}: ${where}. ${why}`;
}

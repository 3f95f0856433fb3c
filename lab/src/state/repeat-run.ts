/** The words in which a run is repeated elsewhere: on the command line, and in a program. */

import type { CompareContext, CompareOptions } from "wellfit";
import { formatSettings } from "./address.ts";
import { type DataRecipe, ownDataset, sampleOptionsOf } from "./data-recipe.ts";
import { type LabState, presentSettings, type Variant } from "./lab-state.ts";
import { type Settings, settingDescriptions, withChanges } from "./settings.ts";

/** A variant under a name that the command line takes. */
interface NamedVariant extends Variant {
  readonly name: string;
}

/** The options of a comparison that repeats a page's runs. */
export type RepeatOptions = CompareOptions & Pick<CompareContext, "variants">;

/** What makes a command safe in every usual shell without quotes. */
const SAFE = /^[\w@%+=:,./-]+$/;

/**
 * The command that trains the same networks to the same bits. What was changed on the way, it takes from the start.
 *
 * @param iteration where the runs have been stopped; undefined for their end
 */
export function toCommand(state: LabState, iteration: number | undefined): string {
  const { data } = state;
  const samples = sampleOptionsOf(data).flatMap(({ name, flag }) => {
    const value = data.sample[name];
    return value === undefined ? [] : [`--${flag} ${value}`];
  });
  const { shared, variants } = toComparedSettings(state, iteration);
  const variantFlags = variants.map(({ name, ...own }) => {
    const text = formatSettings(own);
    return `--variant ${quote(text === "" ? name : `${name}:${text}`)}`;
  });
  const words = [
    `npx wellfit compare ${quote(fileOf(data))}`,
    ...samples,
    "--seeds 1",
    ...flagsOf(shared),
    ...variantFlags,
  ];
  return words.join(" \\\n  ");
}

/**
 * A program that trains the same networks to the same bits, changes on the way included, and prints their fingerprints.
 *
 * @param iteration where the runs have been stopped; undefined for their end
 */
export function toProgram(state: LabState, iteration: number | undefined): string {
  const { data, shared } = state;
  const variants = nameVariants(state).map(({ name, own, changes }) => {
    const settings = changes.length === 0 ? own : { ...own, changes };
    return `  ${JSON.stringify(name)}: ${toSource(settings)},`;
  });
  return [
    ...importsOf(data),
    "",
    `const { training } = ${dataSource(data)};`,
    `const shared = ${toSource(shared)} as const;`,
    "const variants = {",
    ...variants,
    "} as const;",
    "for (const [name, own] of Object.entries(variants)) {",
    "  const run = startTraining(training, { ...shared, ...own });",
    `  run.advance(${iteration ?? "Infinity"});`,
    "  console.log(name, run.model().fingerprint);",
    "}",
    "",
  ].join("\n");
}

/** What `compare` is told to make the runs of a page. What was changed on the way, it takes from the start. */
export function toCompareOptions(state: LabState, iteration: number | undefined): RepeatOptions {
  const { shared, variants } = toComparedSettings(state, iteration);
  return { ...shared, seeds: 1, variants };
}

/** What all runs of a comparison share, and what each has of its own. */
function toComparedSettings(
  state: LabState,
  iteration: number | undefined,
): { readonly shared: Settings; readonly variants: readonly (Settings & { readonly name: string })[] } {
  const { shared } = state;
  return {
    shared: isStoppedEarlier(state, iteration) ? { ...shared, iterations: iteration } : shared,
    variants: nameVariants(state).map(({ name, own, changes }) => ({ name, ...withChanges(own, changes) })),
  };
}

/** Short names for all variants, no two the same: "none", "l2", "dropout", "l2-2". */
export function nameVariants(state: LabState): readonly NamedVariant[] {
  const seen = new Map<string, number>();
  return state.variants.map((variant) => {
    const { lambda = 0, keepProbability = 1 } = presentSettings(state, variant);
    const parts = [...(isAll(lambda, 0) ? [] : ["l2"]), ...(isAll(keepProbability, 1) ? [] : ["dropout"])];
    const name = parts.join("+") || "none";
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { ...variant, name: count === 1 ? name : `${name}-${count}` };
  });
}

/** Whether a run of fewer iterations is the beginning of a longer one: not where the rate or an average depends on the length. */
function isStoppedEarlier({ shared, variants }: LabState, iteration: number | undefined): boolean {
  if (iteration === undefined || iteration === 0) return false;
  return [shared, ...variants.map(({ own }) => own)].every(
    ({ schedule = "constant", averaging = "none", iterations, epochs }) =>
      schedule === "constant" && averaging === "none" && (iterations ?? epochs) === undefined,
  );
}

function flagsOf(settings: Settings): readonly string[] {
  return [...settingDescriptions.keys()].flatMap((name) => {
    const value = settings[name];
    if (value === undefined) return [];
    const [flag, text] = formatSettings({ [name]: value }).split(/=(.*)/, 2);
    return [`--${flag} ${quote(text ?? "")}`];
  });
}

function quote(text: string): string {
  return SAFE.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The data as the command line takes them: a name, or the name of a file. */
function fileOf({ source }: DataRecipe): string {
  return decodeURIComponent(source.slice(source.lastIndexOf("/") + 1));
}

function importsOf(data: DataRecipe): readonly string[] {
  const name = ownDataset(data);
  if (name === undefined)
    return ['import { startTraining } from "wellfit";', 'import { loadDataset } from "wellfit/node";'];
  const names = ["datasets", ...(name === "football" ? [] : ["splitDataset"]), "startTraining"];
  return [`import { ${names.join(", ")} } from "wellfit";`];
}

function dataSource(data: DataRecipe): string {
  const name = ownDataset(data);
  if (name === undefined) return `await loadDataset(${JSON.stringify(fileOf(data))})`;
  if (name === "football") return "datasets.football()";
  const { examples, noise, classes, dataSeed } = data.sample;
  const given = { examples, noise, centers: name === "blobs" ? classes : undefined, seed: dataSeed };
  const options = Object.entries(given).filter(([, value]) => value !== undefined);
  return `splitDataset(datasets.${name}(${options.length === 0 ? "" : toSource(Object.fromEntries(options))}))`;
}

/** A plain value as it is written in a program. */
function toSource(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toSource).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, part]) => `${name}: ${toSource(part)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function isAll(value: number | readonly number[], none: number): boolean {
  return [value].flat().every((each) => each === none);
}

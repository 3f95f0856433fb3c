import { basename } from "node:path";
import process from "node:process";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import * as v from "valibot";
import { checkPath, readTextBytes } from "../base/files.ts";
import { type OptionNaming, parseOptions } from "../base/options.ts";
import { compare } from "../compare/compare.ts";
import type { Comparison } from "../compare/comparison.ts";
import { type ComparisonFile, parseComparisonFile } from "../compare/comparison-file.ts";
import { toComparisonDocument } from "../compare/documents.ts";
import { checkFoldsKeepTime, compareOptions, designOptions, resolveDesign } from "../compare/options.ts";
import { examplesFor } from "../compare/planned-runs.ts";
import { countPlanned } from "../compare/results.ts";
import { poolOptions } from "../compare/training-pool.ts";
import { createTrainingPool } from "../compare/training-pool-node.ts";
import {
  checkVariantNames,
  describeLeftOut,
  namedInVariant,
  resolveVariants,
  type Variant,
  type VariantOptions,
} from "../compare/variants.ts";
import { checkFit } from "../train/check-fit.ts";
import { trainOptions } from "../train/options.ts";
import { createCompareLog } from "./compare-log.ts";
import { dataOptions } from "./data-argument.ts";
import { complain, EXIT_FAILED } from "./failures.ts";
import { addFlags, type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";
import { withInterrupt } from "./interrupt.ts";
import { writeReportAndTell } from "./report-output.ts";
import { tellResults } from "./results-output.ts";
import { createRecorder, storeOptions } from "./store-flag.ts";
import {
  type CheckedTask,
  createTrainingCommand,
  type Given,
  lossesGiven,
  type Prepared,
  type Repeated,
  type TrainingTask,
} from "./training-command.ts";
import { addVariantFlag, formatVariant, nameInFlag, parseVariant } from "./variant-flag.ts";

const DEFAULT_FOLDER = "wellfit-report";

const EXAMPLE = `  wellfit compare data.mat --preset article --out article-report
  wellfit compare moons --hidden 32,16 --iterations 5000 --seeds 10
  wellfit compare moons --variant plain --variant both:lambda=0.3,keep-prob=0.9
  wellfit compare data.csv --folds 5 --repeats 4`;

/** What a comparison is made of beside the settings: its file's settings, and its own variants. */
interface PreparedComparison extends Prepared {
  readonly variants: readonly VariantOptions[] | undefined;
  /** How to call an option of one of them in messages. */
  readonly nameInVariant: (index: number) => OptionNaming;
}

type CompareTask = TrainingTask<v.InferOutput<typeof compareOptions>, PreparedComparison>;

/** `wellfit compare`: models on one data set, side by side, with many seeds. */
export function compareCommand(): CommandUnknownOpts {
  return createTrainingCommand<typeof compareOptions, PreparedComparison>(
    compareOptions,
    {
      name: "compare",
      description:
        "train models — no regularization, L2, dropout, unless others are given — with many seeds on the same data, " +
        "and say which differences are more than chance",
      example: EXAMPLE,
      addOwnFlags: (command) => {
        addVariantFlag(command);
        command.option(
          "--comparison <file>",
          "a file of settings and models, as JSON; flags win over its settings",
        );
        addFlags(command, poolOptions, "Training:");
        addFlags(command, storeOptions, "Options:");
        command.option(
          "--out <folder>",
          `folder for the report (default: ${DEFAULT_FOLDER}; with --json, none)`,
        );
      },
      outputsOf: (flags) => [
        { flag: "--out", path: folderOf(flags), kind: "folder" },
        { flag: "--store", path: flags.store as string | undefined, kind: "file", isShared: true },
      ],
      prepare: prepareComparison,
      check: checkComparison,
      lossesOf: (task) => [
        ...lossesGiven(task),
        ...(task.prepared.variants ?? []).flatMap(({ loss }) => (loss === undefined ? [] : [loss])),
      ],
      repeat: repeatComparison,
    },
    runCompare,
  );
}

function folderOf({ out, json }: Flags): string | undefined {
  return (out ?? (json ? undefined : DEFAULT_FOLDER)) as string | undefined;
}

/** The comparison of a file, and variants of flags in place of its own. */
async function prepareComparison({ comparison: path, variant }: Flags): Promise<PreparedComparison> {
  const file = await readComparisonFile(path);
  if (variant === undefined) {
    const { settings, variants } = file;
    const where = path === undefined ? "variants" : `${basename(path as string)}: variants`;
    return { settings, variants, nameInVariant: (index) => namedInVariant(index, where) };
  }
  const texts = variant as readonly string[];
  const variants = texts.map(parseVariant);
  checkVariantNames(variants, "--variant");
  const nameInVariant = (index: number): OptionNaming => nameInFlag(texts[index] as string);
  return { settings: file.settings, variants, nameInVariant };
}

async function readComparisonFile(path: unknown): Promise<ComparisonFile> {
  if (path === undefined) return { settings: {} };
  checkPath(path, "--comparison");
  return parseComparisonFile(new TextDecoder().decode(await readTextBytes(path)), basename(path));
}

/** By the names of the flags; `compare` would find the same by the names of its options. */
function checkComparison({ given, prepared }: CheckedTask<PreparedComparison>, flags: Flags): void {
  const [variant] = resolveVariants(given, prepared.variants, flagOf, prepared.nameInVariant);
  resolveDesign({ ...given, seed: (variant as Variant).settings.seed }, flagOf);
  checkFoldsKeepTime(given, givenOptions(dataOptions, flags).timeColumn !== undefined, flagOf);
  settingsFromFlags(poolOptions, flags);
}

/** By the names of the flags, too: what does not fit the data. */
function checkFitOfAll({ given, prepared, data }: CompareTask, variants: readonly Variant[]): void {
  const design = resolveDesign({ ...given, seed: (variants[0] as Variant).settings.seed });
  const examples = examplesFor(design, data);
  for (const [index, { settings }] of variants.entries()) {
    const own = prepared.variants?.[index] ?? {};
    const nameOwn = prepared.nameInVariant(index);
    const nameOf: OptionNaming = (option) => (option.name in own ? nameOwn(option) : flagOf(option));
    checkFit(examples, settings, data.development, nameOf);
  }
}

/** Beside variants of one's own, strengths are settings like any other: they are off unless given. */
function repeatComparison({ variants }: PreparedComparison, given: Given): Repeated | undefined {
  if (variants === undefined) return undefined;
  const table = v.strictObject({ ...trainOptions.entries, ...designOptions.entries });
  const flags = variants.flatMap((variant) => ["--variant", formatVariant(variant)]);
  return { table, settings: parseOptions(table, given, flagOf), flags };
}

async function runCompare(task: CompareTask, flags: Flags): Promise<void> {
  const { settings, given, prepared, data, output, commandLine } = task;
  const { variants } = prepared;
  if (variants === undefined) for (const line of describeLeftOut(settings)) output.printText(line);
  const planned = resolveVariants(given, variants);
  checkFitOfAll(task, planned);
  const folder = folderOf(flags);
  const record = await createRecorder("compare", output, flags);
  const { workers } = settingsFromFlags(poolOptions, flags);
  const pool = createTrainingPool({ workers });
  const names = planned.map(({ name }) => name);
  try {
    await withInterrupt(async (signal) => {
      const log = createCompareLog(output, pool.size);
      const comparison = await compare(data, { ...given, variants, pool, signal, onEvent: log.onEvent });
      const seconds = log.end();
      // An interrupt has its own exit code.
      if (comparison.failures.length > 0) process.exitCode ??= EXIT_FAILED;
      if (comparison.variants.length === 0) {
        const reason = signal.aborted ? "stopped before the first run was finished" : "every run failed";
        return complain(`${reason}; nothing was written.`);
      }
      tellResults(output, comparison);
      tellMissing(comparison, names, output.printText);
      if (folder !== undefined) await writeReportAndTell(output, comparison, folder, commandLine);
      if (flags.json) output.result(JSON.stringify({ ...toComparisonDocument(comparison), seconds }));
      await record(comparison);
    });
  } finally {
    await pool.close();
  }
}

/** Says what an interrupt or a failure left out; with several runs of each variant, the results have counted them. */
function tellMissing(
  { variants, design, planned, failures }: Comparison,
  names: readonly string[],
  tell: (text: string) => void,
): void {
  const trained = variants.map(({ name }) => name);
  for (const name of names.filter((asked) => !trained.includes(asked))) tell(`"${name}" was not trained.`);
  if (countPlanned(design) > 1 || variants.length === planned) return;
  const lost = failures.length === 0 ? "" : `; ${failures.length} failed`;
  tell(`${variants.length} of ${planned} runs are finished${lost}.`);
}

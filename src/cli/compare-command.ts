import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type * as v from "valibot";
import { type CompareEvent, type Comparison, compare } from "../compare/compare.ts";
import { toDatasetDocument, toVariantDocument } from "../compare/results.ts";
import { compareOptions, describeLeftOut, standardVariants } from "../compare/variants.ts";
import { complain } from "./failures.ts";
import type { Flags } from "./flags.ts";
import { withInterrupt } from "./interrupt.ts";
import type { Output } from "./output.ts";
import { writeReportAndTell } from "./report-output.ts";
import { tellResults } from "./results-output.ts";
import { createTrainingCommand, type TrainingTask } from "./training-command.ts";
import { createTrainingLog, type TrainingLog } from "./training-log.ts";

const DEFAULT_FOLDER = "wellfit-report";

/** `wellfit compare`: the article's three models on one data set, side by side. */
export function compareCommand(): CommandUnknownOpts {
  return createTrainingCommand(
    compareOptions,
    {
      name: "compare",
      description:
        "train three models — no regularization, L2, dropout — on the same data and show them side by side",
      example:
        "  wellfit compare data.mat --preset article --out article-report\n" +
        "  wellfit compare moons --hidden 32,16 --lambda 0.3 --iterations 5000",
      addOwnFlags: (command) =>
        command.option(
          "--out <folder>",
          `folder for the report (default: ${DEFAULT_FOLDER}; with --json, none)`,
        ),
      outputsOf: (flags) => [{ flag: "--out", path: folderOf(flags), kind: "folder" }],
    },
    runCompare,
  );
}

function folderOf({ out, json }: Flags): string | undefined {
  return (out ?? (json ? undefined : DEFAULT_FOLDER)) as string | undefined;
}

async function runCompare(
  { settings, data, output, commandLine }: TrainingTask<v.InferOutput<typeof compareOptions>>,
  flags: Flags,
): Promise<void> {
  for (const line of describeLeftOut(settings)) output.printText(line);
  const folder = folderOf(flags);
  const seconds = new Map<string, number>();
  const onEvent = createCompareLog(output, seconds);
  await withInterrupt(async (signal) => {
    const comparison = await compare(data, { ...settings, signal, onEvent });
    if (comparison.variants.every(({ run }) => run.outcome.kind === "stopped")) {
      return complain("stopped before the first model was finished; nothing was written.");
    }
    tellResults(output, comparison);
    for (const name of findMissing(settings, comparison)) output.printText(`${name} was not trained.`);
    if (folder !== undefined) await writeReportAndTell(output, comparison, folder, commandLine);
    if (flags.json) output.result(JSON.stringify(toDocument(comparison, seconds), undefined, 2));
  });
}

/** Hands every event to the log of its variant, and keeps how long each took. */
function createCompareLog(output: Output, seconds: Map<string, number>): (event: CompareEvent) => void {
  let log: TrainingLog | undefined;
  return (event) => {
    if (event.type === "started") log = createTrainingLog(output, event.variant, event.title);
    if (event.type === "training") log?.onEvent(event.event);
    if (event.type === "evaluated") seconds.set(event.variant, log?.end(event.result) ?? 0);
  };
}

/** The names of variants that an interrupt left no time for. */
function findMissing(
  settings: v.InferOutput<typeof compareOptions>,
  { variants }: Comparison,
): readonly string[] {
  const trained = variants.map(({ name }) => name);
  return standardVariants(settings)
    .map(({ name }) => name)
    .filter((name) => !trained.includes(name));
}

function toDocument(comparison: Comparison, seconds: ReadonlyMap<string, number>): unknown {
  return {
    dataset: toDatasetDocument(comparison),
    variants: comparison.variants.map((variant) => ({
      ...toVariantDocument(variant),
      seconds: seconds.get(variant.name),
    })),
  };
}

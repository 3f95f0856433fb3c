import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type * as v from "valibot";
import { toComparison } from "../compare/compare.ts";
import { toDatasetDocument, toRunDocument } from "../compare/documents.ts";
import type { RunResult } from "../compare/perform-runs.ts";
import { threadOptions } from "../compare/training-pool.ts";
import { createTrainingPool } from "../compare/training-pool-node.ts";
import { shortNameOf, titleOf } from "../compare/variant-names.ts";
import type { Dataset, TargetColumn } from "../data/dataset.ts";
import { saveModel } from "../model/model-file.ts";
import { measureParts, toMetricsDocument } from "../report/metrics-table.ts";
import { checkFit } from "../train/check-fit.ts";
import { type TrainOptions, trainOptions } from "../train/options.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { type TrainContext, type TrainingRun, train } from "../train/train.ts";
import { addFlags, type Flags, flagOf, settingsFromFlags } from "./flags.ts";
import { withInterrupt } from "./interrupt.ts";
import { writeReportAndTell } from "./report-output.ts";
import { tellResults } from "./results-output.ts";
import { createTrainingCommand, type TrainingTask } from "./training-command.ts";
import { createTrainingLog } from "./training-log.ts";

/** Where to write, as the flags say. */
interface TrainOutputs {
  readonly output?: string;
  readonly out?: string;
}

/** `wellfit train`: one model. */
export function trainCommand(): CommandUnknownOpts {
  return createTrainingCommand(
    trainOptions,
    {
      name: "train",
      description: "train one model and say how well it does",
      example:
        "  wellfit train data.csv --target kind --hidden 16 --lambda 0.5 -o model.wellfit\n" +
        "  wellfit train football --keep-prob 0.86 --json > run.json",
      addOwnFlags: (command) => {
        addFlags(command, threadOptions, "Training:");
        command
          .option("-o, --output <file>", "save the model (as JSON where the name ends in .json)")
          .option("--out <folder>", "folder for a report (default: none)");
      },
      check: (_, flags) => void settingsFromFlags(threadOptions, flags),
      outputsOf: (flags) => {
        const { output, out } = flags as TrainOutputs;
        return [
          { flag: "--output", path: output, kind: "file" },
          { flag: "--out", path: out, kind: "folder" },
        ];
      },
    },
    runTrain,
  );
}

async function runTrain(
  { settings: given, data, output, commandLine }: TrainingTask<v.InferOutput<typeof trainOptions>>,
  flags: Flags,
): Promise<void> {
  const settings = resolveSettings(given, flagOf);
  const { output: file, out: folder } = flags as TrainOutputs;
  const name = shortNameOf(settings);
  checkFit(data.training, settings, data.development, flagOf);
  const log = createTrainingLog(output, name, titleOf(settings));
  const { training, development } = data;
  const { threads } = settingsFromFlags(threadOptions, flags);
  await withInterrupt(async (signal) => {
    const context = { development, signal, onEvent: log.onEvent };
    const run = await trainTogether(threads, training, { ...settings, ...context });
    const comparison = toComparison(name, run, data);
    const result = comparison.variants[0]?.runs[0] as RunResult;
    const seconds = log.end(result);
    tellResults(output, comparison);
    if (file !== undefined) {
      await saveModel(run.model, file);
      output.printText(`model: ${output.colors.bold(file)}`);
    }
    if (folder !== undefined) await writeReportAndTell(output, comparison, folder, commandLine);
    if (flags.json) {
      const document = {
        dataset: toDatasetDocument({ data }),
        name,
        settings,
        ...toRunDocument(result),
        metrics: toMetricsDocument(measureParts(run.model, comparison)),
        seconds,
      };
      output.result(JSON.stringify(document, undefined, 2));
    }
  });
}

/** A run whose iterations so many threads share, this one among them. */
async function trainTogether(
  threads: number,
  training: Dataset<TargetColumn>,
  options: TrainOptions & TrainContext,
): Promise<TrainingRun> {
  if (threads === 1) return train(training, options);
  const pool = createTrainingPool({ workers: threads - 1 });
  try {
    return await train(training, { ...options, pool });
  } finally {
    await pool.close();
  }
}

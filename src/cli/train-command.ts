import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type * as v from "valibot";
import { toComparison } from "../compare/compare.ts";
import { toDatasetDocument, toRunDocument } from "../compare/documents.ts";
import type { RunResult } from "../compare/perform-runs.ts";
import { threadOptions } from "../compare/training-pool.ts";
import { shortNameOf, titleOf } from "../compare/variant-names.ts";
import type { Model } from "../model/model.ts";
import { saveModel } from "../model/model-file.ts";
import { measureParts, toMetricsDocument } from "../report/metrics-table.ts";
import { checkFit } from "../train/check-fit.ts";
import { checkIdle } from "../train/idle-settings.ts";
import { trainOptions } from "../train/options.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import {
  calibrateRun,
  checkCalibration,
  modelOf,
  tellCalibration,
  toCalibrationDocument,
} from "./calibration-output.ts";
import { addFlags, type Flags, flagOf, settingsFromFlags } from "./flags.ts";
import { withInterrupt } from "./interrupt.ts";
import type { Output } from "./output.ts";
import { writeReportAndTell } from "./report-output.ts";
import { tellResults } from "./results-output.ts";
import { createRecorder, storeOptions } from "./store-flag.ts";
import { trainTogether } from "./train-together.ts";
import { createTrainingCommand, type TrainingTask } from "./training-command.ts";
import { createTrainingLog } from "./training-log.ts";

/** Where to write, as the flags say. */
interface TrainOutputs {
  readonly output?: string;
  readonly out?: string;
  readonly store?: string;
  readonly calibrate?: boolean;
}

/** `wellfit train`: one model. */
export function trainCommand(): CommandUnknownOpts {
  return createTrainingCommand(
    trainOptions,
    {
      name: "train",
      description: "train one model and say how well it does",
      example:
        "  wellfit train data.csv --target kind --preset general -o model.wellfit\n" +
        "  wellfit train data.csv --target kind --hidden 16 --lambda 0.5 -o model.wellfit\n" +
        "  wellfit train football --keep-prob 0.86 --json > run.json",
      addOwnFlags: (command) => {
        addFlags(command, threadOptions, "Training:");
        addFlags(command, storeOptions, "Options:");
        command
          .option(
            "--calibrate",
            "fit a temperature on the development examples and save the model with it: it changes how sure the model " +
              "is, and none of its answers",
          )
          .option("-o, --output <file>", "save the model (as JSON where the name ends in .json)")
          .option("--out <folder>", "folder for a report (default: none)");
      },
      check: (_, flags) => void settingsFromFlags(threadOptions, flags),
      outputsOf: (flags) => {
        const { output, out, store } = flags as TrainOutputs;
        return [
          { flag: "--output", path: output, kind: "file" },
          { flag: "--store", path: store, kind: "file", isShared: true },
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
  checkIdle(settings, flagOf);
  const { output: file, out: folder, calibrate: isCalibrated = false } = flags as TrainOutputs;
  const name = shortNameOf(settings);
  checkFit(data.training, settings, data.development, flagOf);
  if (isCalibrated) checkCalibration(data);
  const record = await createRecorder("train", output, flags);
  const log = createTrainingLog(output, name, titleOf(settings));
  const { threads } = settingsFromFlags(threadOptions, flags);
  await withInterrupt(async (signal) => {
    const context = { development: data.development, signal, onEvent: log.onEvent };
    const run = await trainTogether(threads, data.training, { ...settings, ...context });
    const comparison = toComparison(name, run, data);
    const result = comparison.variants[0]?.runs[0] as RunResult;
    const seconds = log.end(result, comparison.measure);
    tellResults(output, comparison);
    const calibration = isCalibrated ? calibrateRun(run, data) : undefined;
    if (calibration !== undefined) tellCalibration(output, calibration, data);
    if (file !== undefined) await saveAndTell(output, modelOf(run, calibration, data), file);
    if (folder !== undefined) await writeReportAndTell(output, comparison, folder, commandLine);
    if (flags.json) {
      const document = {
        dataset: toDatasetDocument({ data }),
        name,
        settings,
        ...toRunDocument(result),
        metrics: toMetricsDocument(measureParts(run.model, comparison)),
        ...(calibration === undefined ? {} : { calibration: toCalibrationDocument(calibration, data) }),
        seconds,
      };
      output.result(JSON.stringify(document, undefined, 2));
    }
    await record(comparison);
  });
}

async function saveAndTell(output: Output, model: Model, file: string): Promise<void> {
  await saveModel(model, file);
  output.printText(`model: ${output.colors.bold(file)}`);
}

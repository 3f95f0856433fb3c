import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { featureOptions, readFeatureRows } from "../data/load-features.ts";
import type { Model } from "../model/model.ts";
import { loadModel } from "../model/model-file.ts";
import { addFlags, type Flags, flagOf, givenOptions } from "./flags.ts";
import { createOutput } from "./output.ts";

const EXAMPLE = `
Example:
  wellfit train data.csv --target kind -o model.json
  wellfit predict model.json new.csv > predictions.csv`;

/** `wellfit predict`: probabilities and classes for new examples, as CSV. */
export function predictCommand(): CommandUnknownOpts {
  const command = new Command("predict")
    .description("print the probability and the class of every row of a file, as CSV")
    .argument("<model>", "a model that train saved")
    .argument("<data>", "a CSV file with the model's features, or a .mat file")
    .addHelpText("after", EXAMPLE);
  addFlags(command, featureOptions, "Data:");
  command.action(runPredict);
  return command;
}

async function runPredict(modelPath: string, dataPath: string, flags: Flags): Promise<void> {
  const given = givenOptions(featureOptions, flags);
  const model = await loadModel(modelPath);
  const rows = await readFeatureRows(dataPath, model.labels.featureNames, given, flagOf);
  createOutput({}).result(toCsv(model, rows));
}

/** A line for every row: the probability of class 1, with all its digits, and the class's name. */
function toCsv(model: Model, rows: readonly (readonly number[])[]): string {
  const { classNames } = model.labels;
  const header = `${cell(`probability of ${classNames[1]}`)},class`;
  const lines = [...model.predict(rows)].map(
    (probability) => `${probability},${cell(classNames[model.classOf(probability)] as string)}`,
  );
  return [header, ...lines].join("\n");
}

/** A text as a CSV cell, in quotes where it needs them. */
function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

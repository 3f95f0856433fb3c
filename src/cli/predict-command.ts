import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { featureOptions, readFeatureRows } from "../data/read-features.ts";
import { toAnswers } from "../metrics/examples.ts";
import type { Model } from "../model/model.ts";
import { loadModel } from "../model/model-file.ts";
import { readInput } from "./data-input.ts";
import { addFlags, type Flags, flagOf, givenOptions } from "./flags.ts";
import { createOutput } from "./output.ts";

const EXAMPLE = `
Example:
  wellfit train data.csv --target kind -o model.wellfit
  wellfit predict model.wellfit new.csv > predictions.csv`;

/** `wellfit predict`: what a model says of new examples, as CSV. */
export function predictCommand(): CommandUnknownOpts {
  const command = new Command("predict")
    .description(
      "print what a model predicts for every row of a file, as CSV: probabilities and class, labels, or a number",
    )
    .argument("<model>", "a model that train saved")
    .argument("<data>", "a data file with the model's features, or - for standard input")
    .addHelpText("after", EXAMPLE);
  addFlags(command, featureOptions, "Data:");
  command.action(runPredict);
  return command;
}

async function runPredict(modelPath: string, dataPath: string, flags: Flags): Promise<void> {
  const given = givenOptions(featureOptions, flags);
  const model = await loadModel(modelPath);
  const rows = await readFeatureRows(await readInput(dataPath), model.labels.featureNames, given, flagOf);
  createOutput({}).result(toCsv(model, rows));
}

/**
 * A line for every row, numbers with all their digits: the probability of class 1 of two, or of each of several classes,
 * and the class's name; the probability of each label, and the names of those that are there; or the number.
 */
function toCsv(model: Model, rows: readonly (readonly number[])[]): string {
  const { head, outputs, labels } = model;
  const predictions = model.predict(rows);
  const predicted = rows.map((_, row) => predictions.subarray(row * outputs, (row + 1) * outputs));
  const answers = answersOf(model, predicted);
  const { classNames, targetName } = labels;
  const named = head === "binary" ? classNames.slice(1) : classNames;
  const columns = named.map((name) => `probability of ${name}`);
  const header =
    answers === undefined ? [targetName] : [...columns, head === "multilabel" ? "labels" : "class"];
  const lines = predicted.map((numbers, row) => [...numbers, ...(answers?.slice(row, row + 1) ?? [])]);
  return [header, ...lines].map((line) => line.map((entry) => cell(String(entry))).join(",")).join("\n");
}

/** The name of the class, or those of the labels with semicolons between them; undefined where numbers are predicted. */
function answersOf(
  { head, outputs, labels }: Model,
  predicted: readonly Float64Array[],
): readonly string[] | undefined {
  if (head === "regression" || head === "count") return undefined;
  const { classNames } = labels;
  return predicted.map((predictions) => {
    const answers = toAnswers({ task: head, outputs, predictions, targets: [] });
    if (head !== "multilabel") return classNames[answers[0] as number] as string;
    return classNames.filter((_, label) => answers[label] === 1).join(";");
  });
}

/** A text as a CSV cell, in quotes where it needs them. */
function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

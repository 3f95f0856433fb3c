import process from "node:process";
import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { writeWhole } from "../base/files.ts";
import { featureOptions } from "../data/read-features.ts";
import { readTableParts } from "../data/read-parts.ts";
import { loadModel } from "../model/model-file.ts";
import { openInput } from "./data-input.ts";
import { complain } from "./failures.ts";
import { addFlags, type Flags, flagOf, givenOptions } from "./flags.ts";
import { createOutput, finishWithoutReader, writeParts } from "./output.ts";
import { checkOutputPaths } from "./output-path.ts";
import { toPredictedCsv } from "./predict-output.ts";

const EXAMPLE = `
Example:
  wellfit train data.csv --target kind -o model.wellfit
  wellfit predict model.wellfit new.csv > predicted.csv
  zcat new.csv.gz | wellfit predict model.wellfit - | head`;

/** `wellfit predict`: a file with what a model says of every row, as CSV. */
export function predictCommand(): CommandUnknownOpts {
  const command = new Command("predict")
    .description(
      "print a file with what a model predicts for every row, as CSV: probabilities and class, labels, or a number",
    )
    .argument("<model>", "a model that train saved")
    .argument("<data>", "a data file with the columns that the model was trained on, or - for standard input")
    .addHelpText("after", EXAMPLE);
  addFlags(command, featureOptions, "Data:");
  command
    .option("--only-predictions", "print the predictions without the columns of the file")
    .option("-o, --output <file>", "write to this file rather than to standard output");
  command.action(runPredict);
  return command;
}

async function runPredict(modelPath: string, dataPath: string, flags: Flags): Promise<void> {
  const file = flags.output as string | undefined;
  await checkOutputPaths([{ flag: "--output", path: file, kind: "file" }], [modelPath, dataPath]);
  const model = await loadModel(modelPath);
  const { preparation, featureNames } = model.labels;
  const names = preparation === undefined ? featureNames : undefined;
  const parts = readTableParts(openInput(dataPath), givenOptions(featureOptions, flags), flagOf, names);
  const lines = toPredictedCsv(model, parts, {
    onlyPredictions: flags.onlyPredictions === true,
    remark: complain,
  });
  if (file === undefined) {
    await writeParts(process.stdout, lines);
    return;
  }
  finishWithoutReader();
  await writeWhole(file, lines);
  createOutput({}).printText(`predictions: ${file}`);
}

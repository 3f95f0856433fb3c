import { extname } from "node:path";
import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { InvalidInputError, UnsupportedError } from "../base/errors.ts";
import { writeWhole } from "../base/files.ts";
import { formatPlural } from "../base/number-format.ts";
import { checkClasses } from "../data/check-dataset.ts";
import type { Dataset } from "../data/dataset.ts";
import { describeReading } from "../data/preparation/preparation-words.ts";
import type { Model } from "../model/model.ts";
import { loadModel } from "../model/model-file.ts";
import { drawModelBoundaries } from "../report/boundary-picture.ts";
import { renderPng } from "../report/png.ts";
import { DATA_ARGUMENT, readWholeArgument, wholeDataOptions } from "./data-argument.ts";
import { addFlags, addOutputFlags, type Flags } from "./flags.ts";
import { createOutput } from "./output.ts";
import { checkOutputPaths } from "./output-path.ts";
import { toPlainLine } from "./plain-line.ts";

const EXAMPLE = `
Example:
  wellfit train football --lambda 0.7 -o model.wellfit
  wellfit plot model.wellfit football -o boundary.png`;

/** `wellfit plot`: the decision boundary of a saved model, as SVG or PNG. */
export function plotCommand(): CommandUnknownOpts {
  const command = new Command("plot")
    .description("draw the decision boundary of a saved model among all examples of some data")
    .argument("<model>", "a model that train saved")
    .argument("<data>", DATA_ARGUMENT)
    .requiredOption("-o, --output <file>", "where to draw: a file that ends in .svg or .png")
    .addHelpText("after", EXAMPLE);
  addFlags(command, wholeDataOptions, "Data:");
  addOutputFlags(command, false);
  command.action(runPlot);
  return command;
}

async function runPlot(modelPath: string, argument: string, flags: Flags): Promise<void> {
  const file = flags.output as string;
  const ending = checkEnding(file);
  await checkOutputPaths([{ flag: "--output", path: file, kind: "file" }], [modelPath, argument]);
  const model = await loadModel(modelPath);
  checkHasBoundary(model);
  const { dataset, ...reading } = await readWholeArgument(argument, flags, model.labels);
  checkClasses(dataset);
  const svg = drawBoundary(modelPath, model, dataset);
  await writeWhole(file, ending === ".png" ? renderPng(svg) : svg);
  const output = createOutput(flags);
  for (const line of describeReading(reading)) output.printText(toPlainLine(line));
  output.printText(`picture: ${output.colors.bold(file)}`);
}

function checkEnding(file: string): ".svg" | ".png" {
  const ending = extname(file).toLowerCase();
  if (ending === ".svg" || ending === ".png") return ending;
  throw new InvalidInputError({
    source: "option",
    where: "--output",
    expected: "a file that ends in .svg or .png",
    received: `"${file}"`,
  });
}

/** Refuses a model without a boundary before its data is blamed for having no classes. */
function checkHasBoundary({ head }: Model): void {
  if (head === "binary" || head === "multiclass") return;
  const what = "A picture of the boundary of a model whose answer is not one class";
  throw new UnsupportedError(what, "Reports of train and compare show what such a model takes for what.");
}

function drawBoundary(heading: string, model: Model, data: Dataset): string {
  if (model.spec.inputs !== 2) {
    const what = `A picture of the boundary of a model with ${formatPlural(model.spec.inputs, "feature")}`;
    throw new UnsupportedError(what, "Train on two of them to see their boundary.");
  }
  return drawModelBoundaries({
    id: "boundary",
    title: `Decision boundary on ${data.name}`,
    data: { training: data },
    models: [{ heading, model }],
  }).svg;
}

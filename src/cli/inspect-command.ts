import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { listNames } from "../base/names.ts";
import { formatCount, formatNumber, formatPlural, shorten } from "../base/number-format.ts";
import {
  describePreparation,
  describePreparedTarget,
  PREPARATION_COLUMNS,
  preparationRows,
} from "../data/preparation/preparation-words.ts";
import { describeNetwork, type ExplainedLayer } from "../explain/facts.ts";
import { countParameters, toModelDescription } from "../explain/model-description.ts";
import type { Model } from "../model/model.ts";
import type { ModelFacts } from "../model/model-bytes.ts";
import { readModelFile } from "../model/model-file.ts";
import { heads } from "../network/heads.ts";
import { layersOf } from "../network/spec.ts";
import type { Table } from "../plot/results-table.ts";
import { trainOptions } from "../train/options.ts";
import { flagsOf } from "./command-line.ts";
import { addOutputFlags, type Flags } from "./flags.ts";
import { createOutput, type Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { toTextTable } from "./text-table.ts";

const EXAMPLE = `
Example:
  wellfit inspect model.wellfit
  wellfit inspect model.wellfit --json`;

const PRECISIONS = { f64: "float64", f32: "float32" } as const;

/** `wellfit inspect`: what is in the file of a model. */
export function inspectCommand(): CommandUnknownOpts {
  const command = new Command("inspect")
    .description("say what is in the file of a model: network, features, classes, preparation, training")
    .argument("<model>", "a model that train saved")
    .addHelpText("after", EXAMPLE);
  addOutputFlags(command, true);
  command.action(runInspect);
  return command;
}

async function runInspect(modelPath: string, flags: Flags): Promise<void> {
  const { model, facts } = await readModelFile(modelPath);
  const output = createOutput(flags);
  if (flags.json) output.result(JSON.stringify(toModelDescription(model, facts), undefined, 2));
  else tell(output, modelPath, model, facts);
}

function toNetworkTable({ spec, head, weightNorms }: Model): Table {
  const described = describeNetwork(spec);
  const rows = layersOf(spec).map(({ inputs, units, normalization, activation }, index) => {
    const isOutput = index === described.length - 1;
    const { trained, measured } = described[index] as ExplainedLayer;
    return [
      isOutput ? "output" : `${index + 1}`,
      `${inputs}`,
      `${units}`,
      normalization,
      isOutput ? head : activation,
      `${trained + measured}`,
      formatNumber(weightNorms[index] as number),
    ];
  });
  return {
    columns: ["layer", "inputs", "units", "normalization", "activation", "parameters", "‖W‖"],
    rows,
  };
}

function tell(output: Output, path: string, model: Model, facts: ModelFacts): void {
  const { labels, head } = model;
  const { trained, measured } = countParameters(model);
  const say = (name: string, text: string): void =>
    output.printText(`${output.colors.dim(name)}: ${toPlainLine(text)}`);
  const { form, version, precision, needs } = facts;
  const stored = form === "json" ? "JSON" : `parameters in ${PRECISIONS[precision]}`;
  output.printText(
    `${output.colors.bold(toPlainLine(path))}: a model of wellfit, version ${version}, ${stored}`,
  );
  output.printText(`wellfit ${needs} or newer reads it`);
  output.print();
  output.print(`${toTextTable(toNetworkTable(model), output)}\n`);
  say("parameters", `${trained} trained, ${measured} measured`);
  say("predicts", `${heads[head].description} (${head})`);
  say(`features (${labels.featureNames.length})`, listNames(labels.featureNames));
  say("target", labels.targetName);
  if (labels.classNames.length > 0) {
    const what = head === "multilabel" ? "labels" : "classes";
    say(`${what} (${labels.classNames.length})`, listNames(labels.classNames));
  }
  tellPreparation(output, model);
  if (model.temperature !== 1) say("temperature", formatNumber(model.temperature, 4));
  tellProvenance(say, model);
  say("fingerprint", model.fingerprint);
}

/** What trained the model, where its file tells. */
function tellProvenance(say: (name: string, text: string) => void, { provenance }: Model): void {
  if (provenance === undefined) return;
  const { data, settings, changes = [], outcome, iterations, modelIteration, wellfit } = provenance;
  const examples = formatPlural(data.examples, "example");
  say("trained on", toPlainLine(`${data.name}, ${examples}, hash ${data.hash}`));
  const taken =
    modelIteration === iterations ? "" : `, the model is that after ${formatCount(modelIteration)}`;
  const changed = changes.length === 0 ? "" : `, settings changed on the way`;
  say(
    "training",
    toPlainLine(
      `${OUTCOMES[outcome]} after ${formatPlural(iterations, "iteration")}${taken}${changed}, by wellfit ${wellfit}`,
    ),
  );
  const flags = flagsOf([[trainOptions, settings]]);
  say("settings", toPlainLine(`${flags.join(" ")} (all others as by default)`));
}

const OUTCOMES = {
  finished: "finished",
  stoppedEarly: "stopped early",
  stopped: "stopped",
  diverged: "diverged",
} as const;

/** On a terminal, longer cells lose their middle. */
const MAX_CELL_LENGTH = 28;

/** What the model does to the columns of a table before it reads them. */
function tellPreparation(output: Output, { labels: { preparation } }: Model): void {
  if (preparation === undefined) return;
  const shown = preparationRows({ ...preparation, dropped: [] });
  const fit = (cell: string): string => (output.isTerminal ? shorten(cell, MAX_CELL_LENGTH) : cell);
  const rows = shown.map((row) => row.map((cell) => fit(toPlainLine(cell))));
  output.printText(`${output.colors.dim("preparation")}: ${toPlainLine(describePreparation(preparation))}`);
  const target = describePreparedTarget(preparation);
  if (target !== undefined) output.printText(`${output.colors.dim("to predict")}: ${toPlainLine(target)}`);
  output.print();
  output.print(`${toTextTable({ columns: PREPARATION_COLUMNS, rows }, output, [1, 2, 3])}\n`);
}

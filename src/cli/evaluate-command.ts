import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { evaluateHoldout } from "../compare/evaluation.ts";
import { loadModel } from "../model/model-file.ts";
import { DATA_ARGUMENT, wholeDataOptions } from "./data-argument.ts";
import { tellEvaluation, toEvaluationDocument } from "./evaluate-output.ts";
import { addFlags, addOutputFlags, type Flags } from "./flags.ts";
import { readJudgedData } from "./judged-data.ts";
import { createOutput } from "./output.ts";

const EXAMPLE = `
Example:
  wellfit train data.csv --target kind -o model.wellfit
  wellfit evaluate model.wellfit holdout.csv`;

/** `wellfit evaluate`: how well a model does on examples that it was not trained on. */
export function evaluateCommand(): CommandUnknownOpts {
  const command = new Command("evaluate")
    .description("say how well a saved model does on examples that it was not trained on")
    .argument("<model>", "a model that train saved")
    .argument("<data>", DATA_ARGUMENT)
    .addHelpText("after", EXAMPLE);
  addFlags(command, wholeDataOptions, "Data:");
  addOutputFlags(command, true);
  command.action(runEvaluate);
  return command;
}

async function runEvaluate(modelPath: string, argument: string, flags: Flags): Promise<void> {
  const model = await loadModel(modelPath);
  const data = await readJudgedData(model, argument, flags);
  const evaluation = evaluateHoldout(model, data.dataset);
  const output = createOutput(flags);
  if (flags.json) {
    output.result(JSON.stringify(toEvaluationDocument(model, data, evaluation), undefined, 2));
  } else {
    tellEvaluation(output, { model, modelPath, data, evaluation });
  }
}

import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import type * as v from "valibot";
import { type Explanation, explain } from "../explain/explain.ts";
import type { ExplainedRegularizer } from "../explain/facts.ts";
import { SYSTEM_NAMES, type SystemName, systems } from "../explain/systems.ts";
import { checkFit } from "../train/check-fit.ts";
import { checkIdle } from "../train/idle-settings.ts";
import { trainOptions } from "../train/options.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { type Flags, flagOf } from "./flags.ts";
import { type Output, wrapWords } from "./output.ts";
import { toTextTable } from "./text-table.ts";
import { createTrainingCommand, type TrainingTask } from "./training-command.ts";

const INDENT = "  ";

/** `wellfit explain`: what a training run is, in words and in the code of other systems. */
export function explainCommand(): CommandUnknownOpts {
  return createTrainingCommand(
    trainOptions,
    {
      name: "explain",
      description: "explain a network, its regularizers and its steps, and write the same for other systems",
      example:
        "  wellfit explain moons --lambda 0.7 --keep-prob 0.9\n" +
        "  wellfit explain data.csv --optimizer adam --system pytorch > train.py",
      addOwnFlags: (command) =>
        command.addOption(
          new Option("--system <name>", "print nothing but the code for one system").choices(SYSTEM_NAMES),
        ),
      printsResultOnly: (flags) => flags.system !== undefined,
    },
    runExplain,
  );
}

async function runExplain(
  { settings: given, data, output }: TrainingTask<v.InferOutput<typeof trainOptions>>,
  flags: Flags,
): Promise<void> {
  const settings = resolveSettings(given, flagOf);
  checkIdle(settings, flagOf);
  checkFit(data.training, settings, data.development, flagOf);
  const explanation = explain(data.training, { ...settings, development: data.development });
  const system = flags.system as SystemName | undefined;
  if (flags.json) output.result(JSON.stringify(explanation, undefined, 2));
  else if (system !== undefined) output.result(explanation.code[system].trimEnd());
  else tell(output, explanation);
}

function tell(output: Output, explanation: Explanation): void {
  const { layers, parameters, training, regularizers, code } = explanation;
  const heading = (text: string): void => output.print(`\n${output.colors.bold(text)}`);
  heading("Network");
  const columns = ["layer", "inputs", "units", "normalization", "activation", "trained", "measured"];
  const rows = layers.map((layer) => [
    layer.layer === layers.length ? "output" : `${layer.layer}`,
    ...[layer.inputs, layer.units, layer.normalization, layer.activation, layer.trained, layer.measured].map(
      String,
    ),
  ]);
  output.print(toTextTable({ columns, rows }, output));
  output.printText(`parameters: ${parameters.trained} trained, ${parameters.measured} measured`);
  heading("Training");
  for (const { name, text } of training) printHanging(output, `${output.colors.dim(name)}: ${text}`);
  heading("Regularization");
  if (regularizers.length === 0) output.print("none");
  for (const { name, places, formula, strength } of joinPlaces(regularizers)) {
    printHanging(output, `${output.colors.dim(name)} on ${places.join("; ")}: ${formula}; ${strength}`);
  }
  for (const system of SYSTEM_NAMES) {
    heading(systems[system].title);
    output.print(code[system].trimEnd());
  }
}

/** Sentences whose lines after the first stand further in. */
function printHanging({ print, isTerminal, width }: Output, text: string): void {
  print(isTerminal ? wrapWords(text, width - INDENT.length).replaceAll("\n", `\n${INDENT}`) : text);
}

/** Regularizers that do the same in several places, once. */
function joinPlaces(
  regularizers: Explanation["regularizers"],
): readonly (Omit<ExplainedRegularizer, "place"> & { readonly places: readonly string[] })[] {
  const groups = Map.groupBy(
    regularizers,
    ({ name, formula, strength }) => `${name}: ${formula}; ${strength}`,
  );
  return [...groups.values()].map((same) => ({
    ...(same[0] as ExplainedRegularizer),
    places: same.map(({ place }) => place),
  }));
}

import process from "node:process";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type * as v from "valibot";
import { checkFit } from "../train/check-fit.ts";
import {
  checkGradients,
  GRADIENT_TOLERANCE,
  type GradientCheck,
  gradientOptions,
  type UnclearReason,
} from "../train/gradient-check.ts";
import { checkIdle } from "../train/idle-settings.ts";
import { resolveSettings } from "../train/resolve-settings.ts";
import { EXIT_FAILED } from "./failures.ts";
import { type Flags, flagOf } from "./flags.ts";
import type { Output } from "./output.ts";
import { toTextTable } from "./text-table.ts";
import { createTrainingCommand, type TrainingTask } from "./training-command.ts";

/** Why a block cannot be told, in words. */
const REASONS: Readonly<Record<UnclearReason, string>> = {
  "not finite": "costs are not finite",
  kinks: "a kink lies beside every parameter",
  "no effect": "no parameter changes the cost by a bit",
  rounding: "rounding hides it",
};

/** `wellfit check-gradients`: the backward pass against difference quotients of the cost. */
export function checkGradientsCommand(): CommandUnknownOpts {
  return createTrainingCommand(
    gradientOptions,
    {
      name: "check-gradients",
      description: "compare the gradients of a network with difference quotients of its cost",
      example: "  wellfit check-gradients moons --activation tanh --lambda 0.7 --keep-prob 0.8",
      check: ({ given }) => void resolveSettings(given, flagOf),
    },
    runCheckGradients,
  );
}

async function runCheckGradients(
  { settings, data, output }: TrainingTask<v.InferOutput<typeof gradientOptions>>,
  flags: Flags,
): Promise<void> {
  const complete = resolveSettings(settings, flagOf);
  checkIdle(complete, flagOf);
  checkFit(data.training, complete, undefined, flagOf);
  const check = checkGradients(data.training, settings);
  tellCheck(output, check);
  if (flags.json) output.result(JSON.stringify(check, undefined, 2));
  if (!check.isCorrect) process.exitCode = EXIT_FAILED;
}

function tellCheck(output: Output, check: GradientCheck): void {
  const columns = ["block", "parameters", "at a kink", "relative error", "rounding up to", "verdict"];
  const rows = check.blocks.map(({ name, parameters, skipped, relativeError, rounding, verdict }) => [
    name,
    String(parameters),
    String(skipped),
    relativeError.toExponential(1),
    rounding.toExponential(1),
    verdict,
  ]);
  output.print(toTextTable({ columns, rows }, output));
  output.printText(describeVerdict(check, output));
}

function describeVerdict({ blocks, worst, verdict }: GradientCheck, { colors }: Output): string {
  const error = `worst relative error ${worst.toExponential(1)}`;
  const tolerance = GRADIENT_TOLERANCE.toExponential(0);
  if (verdict === "right") {
    return `${colors.green("The gradients are right")}: ${error} < ${tolerance}.`;
  }
  const told = blocks.filter((block) => block.verdict === verdict);
  const named = told.map(({ name }) => name).join(", ");
  if (verdict === "wrong")
    return `${colors.red("The gradients are wrong")} in ${named}: ${error} ≥ ${tolerance}.`;
  const reasons = Object.entries(REASONS).flatMap(([reason, words]) => {
    const names = told.filter((block) => block.reason === reason).map(({ name }) => name);
    return names.length === 0 ? [] : [`${names.join(", ")}, where ${words}`];
  });
  return `${colors.yellow("The gradients cannot be told")} in ${reasons.join("; in ")}.`;
}

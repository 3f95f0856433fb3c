import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { VERSION } from "../base/version.ts";
import { checkGradientsCommand } from "./check-gradients-command.ts";
import { compareCommand } from "./compare-command.ts";
import { describeCommand } from "./describe-command.ts";
import { explainCommand } from "./explain-command.ts";
import { exportCommand } from "./export-command.ts";
import { toUsageLine } from "./failures.ts";
import { helpCommand } from "./help-command.ts";
import { inspectCommand } from "./inspect-command.ts";
import { labCommand } from "./lab-command.ts";
import { plotCommand } from "./plot-command.ts";
import { predictCommand } from "./predict-command.ts";
import { trainCommand } from "./train-command.ts";

const EXAMPLE = `
Example:
  wellfit compare data.mat --preset article
  wellfit compare moons --lambda 0.3 --keep-prob 0.9 --iterations 5000

Every command has a --help of its own.`;

/** The whole command line. */
export function createProgram(): CommandUnknownOpts {
  const program = new Command("wellfit")
    .description(
      "Small neural networks, trained with the same bits everywhere, and what regularization does to them.",
    )
    .version(VERSION, "-V, --version", "print the version")
    .option("--debug", "print a stack trace when something fails")
    .addHelpText("after", EXAMPLE)
    .configureOutput({ outputError: (complaint, write) => write(toUsageLine(complaint)) })
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 16 })
    .helpCommand(false)
    .exitOverride();
  const commands = [
    compareCommand(),
    trainCommand(),
    predictCommand(),
    describeCommand(),
    plotCommand(),
    inspectCommand(),
    exportCommand(),
    checkGradientsCommand(),
    explainCommand(),
    labCommand(),
    helpCommand(program),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}

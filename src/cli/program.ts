import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { VERSION } from "../base/version.ts";
import { toUsageLine } from "./failures.ts";

const EXAMPLE = `
Example:
  wellfit compare data.mat --preset article
  wellfit compare moons --lambda 0.3 --keep-prob 0.9 --iterations 5000

Every command has a --help of its own.`;

const VERSION_FLAGS = ["-V", "--version"] as const;

/** The commands by name, in the order of help. Each is loaded only where it is asked for: most of a start is that. */
const commands: Readonly<Record<string, (program: CommandUnknownOpts) => Promise<CommandUnknownOpts>>> = {
  compare: async () => (await import("./compare-command.ts")).compareCommand(),
  train: async () => (await import("./train-command.ts")).trainCommand(),
  predict: async () => (await import("./predict-command.ts")).predictCommand(),
  evaluate: async () => (await import("./evaluate-command.ts")).evaluateCommand(),
  describe: async () => (await import("./describe-command.ts")).describeCommand(),
  plot: async () => (await import("./plot-command.ts")).plotCommand(),
  inspect: async () => (await import("./inspect-command.ts")).inspectCommand(),
  export: async () => (await import("./export-command.ts")).exportCommand(),
  "check-gradients": async () => (await import("./check-gradients-command.ts")).checkGradientsCommand(),
  explain: async () => (await import("./explain-command.ts")).explainCommand(),
  lab: async () => (await import("./lab-command.ts")).labCommand(),
  help: async (program) => (await import("./help-command.ts")).helpCommand(program),
};

/**
 * The command line: with the command that is asked for, or with all where none of them is, since then help lists them.
 *
 * @param words what stands behind the program's name
 */
export async function createProgram(words: readonly string[]): Promise<CommandUnknownOpts> {
  const program = new Command("wellfit")
    .description(
      "Small neural networks, trained with the same bits everywhere, and what regularization does to them.",
    )
    .version(VERSION, VERSION_FLAGS.join(", "), "print the version")
    .option("--debug", "print a stack trace when something fails")
    .addHelpText("after", EXAMPLE)
    .configureOutput({ outputError: (complaint, write) => write(toUsageLine(complaint)) })
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 16 })
    .helpCommand(false)
    .exitOverride();
  for (const name of neededCommands(words)) {
    const command = await commands[name]?.(program);
    if (command !== undefined) program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

function neededCommands(words: readonly string[]): readonly string[] {
  const names = Object.keys(commands);
  const first = words.find((word) => !word.startsWith("-"));
  if (first === undefined && VERSION_FLAGS.some((flag) => words.includes(flag))) return [];
  return first !== undefined && first !== "help" && names.includes(first) ? [first] : names;
}

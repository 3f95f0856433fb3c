import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { nearestName } from "../base/names.ts";

/** `wellfit help train`, `wellfit help runs list`: commander's own command prints all help where it does not know the name. */
export function helpCommand(program: CommandUnknownOpts): CommandUnknownOpts {
  return new Command("help")
    .description("print the help of a command")
    .argument("[command...]", "its name, and that of a command within it")
    .action((names) => names.reduce(findCommand, program).help());
}

/** The command of a name within another; without such a one the program ends. */
function findCommand(parent: CommandUnknownOpts, name: string): CommandUnknownOpts {
  const found = parent.commands.find((command) => command.name() === name);
  // A command within another has the settings of its parent only when it runs.
  if (found !== undefined) return found.copyInheritedSettings(parent);
  const nearest = nearestName(
    name,
    parent.commands.map((command) => command.name()),
  );
  const suggestion = nearest === undefined ? "" : ` (Did you mean ${nearest}?)`;
  return parent.error(`error: unknown command '${name}'${suggestion}`);
}

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { nearestName } from "../base/names.ts";

/** `wellfit help train`: commander's own command prints all help where it does not know the name. */
export function helpCommand(program: CommandUnknownOpts): CommandUnknownOpts {
  return new Command("help")
    .description("print the help of a command")
    .argument("[command]", "its name")
    .action((name) => {
      if (name === undefined) program.help();
      const found = program.commands.find((command) => command.name() === name);
      if (found !== undefined) found.help();
      const nearest = nearestName(
        name,
        program.commands.map((command) => command.name()),
      );
      const suggestion = nearest === undefined ? "" : ` (Did you mean ${nearest}?)`;
      program.error(`error: unknown command '${name}'${suggestion}`);
    });
}

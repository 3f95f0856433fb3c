import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { addFlags, addOutputFlags } from "./flags.ts";
import { runDiff } from "./runs-diff.ts";
import { exportOptions, runExport } from "./runs-export.ts";
import { listOptions, runList } from "./runs-list.ts";
import { pruneOptions, runPrune } from "./runs-prune.ts";
import { runShow } from "./runs-show.ts";

const EXAMPLE = `
Example:
  wellfit compare moons --seeds 5 --store runs.db
  wellfit runs list runs.db --data moons
  wellfit runs diff runs.db 3f09ab-1 3f09ab-2
  wellfit runs export runs.db --format csv -o runs.csv
  wellfit runs prune runs.db --outcome diverged --yes`;

const ID = "the id of a run, as list shows it, or its beginning";

/** `wellfit runs`: what is in a run store. */
export function runsCommand(): CommandUnknownOpts {
  const command: CommandUnknownOpts = new Command("runs")
    .description("list, show, compare, export and remove what --store has kept")
    .helpCommand(false)
    .addHelpText("after", EXAMPLE)
    .hook("preSubcommand", (parent, subcommand) => void subcommand.copyInheritedSettings(parent));
  for (const subcommand of [listCommand(), showCommand(), diffCommand(), exportCommand(), pruneCommand()]) {
    command.addCommand(subcommand);
  }
  return command;
}

function createSubcommand(name: string, description: string): Command<[string]> {
  return new Command(name).description(description).argument("<store>", "the file of a run store");
}

function listCommand(): CommandUnknownOpts {
  const command = createSubcommand("list", "list runs and studies, the newest first");
  addFlags(command, listOptions, "Options:");
  addOutputFlags(command, true);
  command.action(runList);
  return command;
}

function showCommand(): CommandUnknownOpts {
  const command = createSubcommand("show", "tell all that is known of a run").argument("<id>", ID);
  addOutputFlags(command, true);
  command.action(runShow);
  return command;
}

function diffCommand(): CommandUnknownOpts {
  const description = "put two runs side by side, and say whether they ended with the same bits";
  const command = createSubcommand("diff", description)
    .argument("<first>", ID)
    .argument("<second>", "that of another");
  addOutputFlags(command, true);
  command.action(runDiff);
  return command;
}

function exportCommand(): CommandUnknownOpts {
  const command = createSubcommand("export", "write runs with all that is known of them, as JSON or CSV");
  addFlags(command, exportOptions, "Options:");
  command.option("-o, --output <file>", "where to write (default: standard output)");
  addOutputFlags(command, false);
  command.action(runExport);
  return command;
}

function pruneCommand(): CommandUnknownOpts {
  const description = "remove runs for good: all but the newest or the best, or those that ended in some way";
  const command = createSubcommand("prune", description);
  addFlags(command, pruneOptions, "Options:");
  command.option("--yes", "remove them; without it they are only listed");
  addOutputFlags(command, true);
  command.action(runPrune);
  return command;
}

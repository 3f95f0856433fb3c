import { basename } from "node:path";
import process from "node:process";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type * as v from "valibot";
import { checkPath, readTextBytes } from "../base/files.ts";
import { formatPlural } from "../base/number-format.ts";
import type { OptionNaming } from "../base/options.ts";
import { poolOptions } from "../compare/training-pool.ts";
import { createTrainingPool } from "../compare/training-pool-node.ts";
import { saveModel } from "../model/model-file.ts";
import { trainOptions } from "../train/options.ts";
import { toStudyDocument } from "../tune/documents.ts";
import { type TuneOptions, tuneOptions } from "../tune/options.ts";
import { resolveSearch, resolveTrialData } from "../tune/plan-study.ts";
import { parseSearchFile, type SearchFile } from "../tune/search-file.ts";
import type { SearchOptions } from "../tune/search-options.ts";
import type { Study } from "../tune/study.ts";
import { type TuneContext, type TuneEvent, tune } from "../tune/tune.ts";
import { commandLineOf } from "./command-line.ts";
import { dataOptions } from "./data-argument.ts";
import { complain, EXIT_FAILED } from "./failures.ts";
import { addFlags, type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";
import { withInterrupt } from "./interrupt.ts";
import type { Output } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";
import { addSearchFlag, formatSearch, nameInSearchFlag, parseSearch } from "./search-flag.ts";
import { addStudyFlags, checkStudyFlags, withStudy } from "./study-flags.ts";
import {
  createTrainingCommand,
  type Given,
  type Prepared,
  type Repeated,
  type TrainingTask,
} from "./training-command.ts";
import { createTuneLog } from "./tune-log.ts";
import { tellStudy } from "./tune-output.ts";

const EXAMPLE = `  wellfit tune data.csv --target y --trials 200 -o model.wellfit
  wellfit tune football --search lambda=log:0.001..10 --search keep-prob=0.5..1
  wellfit tune data.csv --preset general --search "hidden=[50],[100],[50,50]" --objective accuracy`;

/** What a search is made of beside the settings. */
interface PreparedSearch extends Prepared {
  readonly search: SearchOptions | undefined;
  /** How to call a dimension in messages. */
  readonly nameSearched: OptionNaming;
}

type TuneTask = TrainingTask<v.InferOutput<typeof tuneOptions>, PreparedSearch>;

/** `wellfit tune`: settings chosen on examples that were held out. */
export function tuneCommand(): CommandUnknownOpts {
  return createTrainingCommand<typeof tuneOptions, PreparedSearch>(
    tuneOptions,
    {
      name: "tune",
      description:
        "search settings by cross-validation, say how sure the choice is, and train the winner; the test examples are opened " +
        "once, for it alone",
      example: EXAMPLE,
      addOwnFlags: (command) => {
        addSearchFlag(command);
        command.option(
          "--space <file>",
          "a file of settings and of what to vary, as JSON; flags win over its settings",
        );
        addFlags(command, poolOptions, "Training:");
        addStudyFlags(command);
        command.option("-o, --output <file>", "save the final model (as JSON where the name ends in .json)");
      },
      outputsOf: ({ output, store }) => [
        { flag: "--output", path: output as string | undefined, kind: "file" },
        { flag: "--store", path: store as string | undefined, kind: "file", isShared: true },
      ],
      prepare: prepareSearch,
      check: ({ given, prepared }, flags) => {
        resolveSearch(given, prepared.search, flagOf, prepared.nameSearched);
        settingsFromFlags(poolOptions, flags);
        checkStudyFlags(flags);
      },
      repeat: repeatSearch,
    },
    runTune,
  );
}

/** The search of a file, and dimensions of flags in place of its own. */
async function prepareSearch({ space: path, search: texts }: Flags): Promise<PreparedSearch> {
  const file: Partial<SearchFile> = path === undefined ? {} : await readSearchFile(path);
  const { settings = {} } = file;
  if (texts === undefined) {
    const where = path === undefined ? "search" : `${basename(path as string)}: search`;
    return { settings, search: file.search, nameSearched: ({ name }) => `${where}.${name}` };
  }
  const flags = texts as readonly string[];
  return { settings, search: parseSearch(flags), nameSearched: nameInSearchFlag(flags) };
}

async function readSearchFile(path: unknown): Promise<SearchFile> {
  checkPath(path, "--space");
  return parseSearchFile(new TextDecoder().decode(await readTextBytes(path)), basename(path));
}

function repeatSearch({ search }: PreparedSearch, given: Given): Repeated {
  return { table: tuneOptions, settings: given, flags: formatSearch(search ?? {}) };
}

async function runTune(task: TuneTask, flags: Flags): Promise<void> {
  const { given, prepared, data, output } = task;
  const { search, nameSearched } = prepared;
  resolveTrialData(data, resolveSearch(given, search, flagOf, nameSearched), flagOf);
  const pool = createTrainingPool({ workers: settingsFromFlags(poolOptions, flags).workers });
  try {
    await withInterrupt(async (signal) => {
      const log = createTuneLog(output, pool.size);
      const context = { search, pool, signal, onEvent: log.onEvent };
      const study = await searchStored(task, flags, context);
      const seconds = log.end();
      tellStudy(output, study);
      if (study.winner === undefined) tellNothing(study);
      const command = commandOf(study, task, flags);
      if (command !== undefined) tellCommand(command, task);
      await saveFinal(study, flags.output as string | undefined, output);
      const document = { ...toStudyDocument(study), ...(command ? { command } : {}), seconds };
      if (flags.json) output.result(JSON.stringify(document));
    });
  } finally {
    await pool.close();
  }
}

/** What {@link searchStored} hands on. */
interface SearchContext extends TuneContext {
  readonly signal: AbortSignal;
  readonly onEvent: (event: TuneEvent) => void;
}

/** The search, kept in the store that the flags name, where they name one. */
async function searchStored(
  { given, data, output }: TuneTask,
  flags: Flags,
  context: SearchContext,
): Promise<Study> {
  const options: TuneOptions = given;
  return withStudy(flags, { data, options, search: context.search }, async (stored) => {
    if (stored === undefined) return tune(data, { ...options, ...context });
    const { length } = await stored.read();
    const state = length === 0 ? "begun" : `goes on after ${formatPlural(length, "run")}`;
    output.printText(toPlainLine(`study ${stored.name} in ${flags.store as string}: ${state}`));
    const study = await tune(data, {
      ...options,
      ...context,
      log: stored,
      signal: AbortSignal.any([context.signal, stored.signal]),
      onEvent: (event) => {
        stored.onEvent(event);
        context.onEvent(event);
      },
    });
    stored.finish(study);
    if (study.isStopped) {
      process.exitCode ??= EXIT_FAILED;
      complain(`study ${stored.name} is not finished; --resume goes on with it.`);
    }
    return study;
  });
}

async function saveFinal({ ending, winner }: Study, file: string | undefined, output: Output): Promise<void> {
  if (file === undefined || winner === undefined) return;
  if (ending === undefined) return complain("stopped before the winner was trained; nothing was written.");
  await saveModel(ending.final.run.model, file);
  output.printText(`model: ${output.colors.bold(file)}`);
}

/** The command line alone on its line, so that it can be copied. */
function tellCommand(command: string, { data, output }: TuneTask): void {
  const remark =
    data.development === undefined ? "" : ", without the development examples that the final model has seen";
  output.printText(`The winner's settings again${remark}:`);
  output.print(`  ${command}`);
}

function tellNothing({ isStopped }: Study): void {
  // An interrupt has its own exit code.
  process.exitCode ??= EXIT_FAILED;
  complain(
    isStopped
      ? "stopped before a trial was complete; nothing was written."
      : "no trial is complete: all diverged. Search smaller learning rates.",
  );
}

/** The command line that trains with the winner's settings, on all examples that are not for testing. */
function commandOf({ ending, ranking }: Study, { argument }: TuneTask, flags: Flags): string | undefined {
  const settings = ending?.settings ?? ranking[0]?.settings;
  if (settings === undefined) return undefined;
  return commandLineOf(
    ["train", argument],
    [
      [trainOptions, settings],
      [dataOptions, givenOptions(dataOptions, flags)],
    ],
  );
}

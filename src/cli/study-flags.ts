import { hostname } from "node:os";
import process from "node:process";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import * as v from "valibot";
import { InvalidInputError } from "../base/errors.ts";
import type { RunStore } from "../store/run-store.ts";
import { openSearch, type SearchRequest, type StoredSearch } from "../store/stored-search.ts";
import { addFlags, type Flags, settingsFromFlags } from "./flags.ts";
import { presentCircumstances, storeOptions, withStore } from "./store-flag.ts";

/** Where a search keeps its trials, and under which name. */
const studyOptions = v.strictObject({
  ...storeOptions.entries,
  study: v.optional(
    v.pipe(
      v.string(),
      v.nonEmpty(),
      v.description("the name of the study in the store"),
      v.metadata({
        flag: "study",
        placeholder: "name",
        defaultInWords: "the data's name and a hash of data and search",
      }),
    ),
  ),
});

/** Adds the flags of a search that is kept and can go on. */
export function addStudyFlags(command: CommandUnknownOpts): void {
  addFlags(command, studyOptions, "Options:");
  command
    .option(
      "--resume",
      "go on with the study in the store where it was broken off; begin it where there is none",
    )
    .option("--take-over", "with --resume: also where another process seems to have it at work");
}

/** @throws InvalidInputError when a flag is given without the one that it needs */
export function checkStudyFlags(flags: Flags): void {
  const { store, study } = settingsFromFlags(studyOptions, flags);
  const needs = [
    ["--study", study, "--store", store],
    ["--resume", flags.resume, "--store", store],
    ["--take-over", flags.takeOver, "--resume", flags.resume],
  ] as const;
  for (const [flag, isGiven, needed, other] of needs) {
    if (isGiven === undefined || other !== undefined) continue;
    throw new InvalidInputError({
      source: "option",
      where: flag,
      expected: `${needed} beside it`,
      received: "none",
    });
  }
}

/** Does a search with the study that its flags name, and closes it; without a store, with none. */
export async function withStudy<Result>(
  flags: Flags,
  request: Pick<SearchRequest, "data" | "options" | "search">,
  work: (study: StoredSearch | undefined) => Promise<Result>,
): Promise<Result> {
  const { store: path, study: name } = settingsFromFlags(studyOptions, flags);
  if (path === undefined) return work(undefined);
  return withStore(path, "write", async (store: RunStore) => {
    using study = openSearch(store, {
      ...request,
      ...presentCircumstances(),
      name,
      owner: `${hostname()}:${process.pid}`,
      resumes: flags.resume === true,
      mayLive: (owner) => flags.takeOver !== true && mayLive(owner),
    });
    return await work(study);
  });
}

/** Whether a process may still be there: only of this machine's is it known. */
function mayLive(owner: string): boolean {
  const colon = owner.lastIndexOf(":");
  if (owner.slice(0, colon) !== hostname()) return true;
  try {
    // Signal 0 is none: it asks whether the process is there.
    process.kill(Number(owner.slice(colon + 1)), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

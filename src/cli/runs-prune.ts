import * as v from "valibot";
import { InvalidInputError } from "../base/errors.ts";
import { formatPlural } from "../base/number-format.ts";
import { runsToPrune } from "../store/prunable.ts";
import { type Flags, settingsFromFlags } from "./flags.ts";
import { createOutput } from "./output.ts";
import { filterEntries, toRunTable } from "./runs-list.ts";
import { withStore } from "./store-flag.ts";
import { toTextTable } from "./text-table.ts";

const keptCount = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The options of `wellfit runs prune`. */
export const pruneOptions = v.strictObject({
  keepNewest: v.optional(
    v.pipe(
      keptCount,
      v.description("keep so many, the newest"),
      v.metadata({ flag: "keep-newest", placeholder: "count" }),
    ),
  ),
  keepBest: v.optional(
    v.pipe(
      keptCount,
      v.description(
        "keep so many on each data set, the best on development examples or those held out; all where there are none, " +
          "since test examples never choose",
      ),
      v.metadata({ flag: "keep-best", placeholder: "count" }),
    ),
  ),
  outcome: v.optional(
    v.pipe(
      v.picklist(["finished", "stopped", "diverged", "study"]),
      v.description("only runs that ended so; studies only where they are named"),
      v.metadata({ flag: "outcome" }),
    ),
  ),
  ...filterEntries,
});

/** What `wellfit runs prune --json` prints, as a schema. */
export const pruneDocument = v.strictObject({
  removed: v.pipe(v.boolean(), v.description("false without --yes")),
  runs: v.pipe(v.array(v.string()), v.description("the ids that are removed, or would be")),
  kept: v.number(),
});

/** `wellfit runs prune`: removes nothing without `--yes`. */
export async function runPrune(path: string, flags: Flags): Promise<void> {
  const { keepNewest, keepBest, ...filter } = settingsFromFlags(pruneOptions, flags);
  const rules = [keepNewest, keepBest, filter.outcome];
  if (rules.every((rule) => rule === undefined)) throw nothingAsked();
  const removes = flags.yes === true;
  const output = createOutput(flags);
  await withStore(path, removes ? "write" : "read", (store) => {
    const all = store.list();
    const isStudyAsked = filter.kind === "tune" || filter.outcome === "study";
    const candidates = store.list(filter).filter(({ kind }) => isStudyAsked || kind !== "tune");
    const pruned = runsToPrune(candidates, { keepNewest, keepBest });
    const ids = pruned.map(({ id }) => id);
    const kept = all.length - ids.length;
    if (removes) store.remove(ids);
    if (flags.json) {
      const document: v.InferOutput<typeof pruneDocument> = { removed: removes, runs: ids, kept };
      return output.result(JSON.stringify(document, undefined, 2));
    }
    if (ids.length > 0) output.print(toTextTable(toRunTable(pruned), output, [1, 2, 3]));
    const would = removes ? "removed" : "would be removed";
    const advice = removes || ids.length === 0 ? "" : "; --yes removes what is listed";
    output.printText(`${formatPlural(ids.length, "run")} ${would}, ${kept} kept${advice}.`);
  });
}

function nothingAsked(): InvalidInputError {
  return new InvalidInputError({
    source: "option",
    where: "wellfit runs prune",
    expected: "--keep-newest, --keep-best or --outcome",
    received: "none of them",
  });
}

import * as v from "valibot";
import { InvalidInputError } from "../base/errors.ts";
import { parseOptions, toGivenOptions } from "../base/options.ts";
import { seedOption } from "../base/seed-option.ts";
import { checkDataset } from "./check-dataset.ts";
import type { DataSplit, Dataset, TargetColumn } from "./dataset.ts";
import { UNDIVIDED } from "./input-kinds.ts";
import { divideRows } from "./split/divide-rows.ts";
import { type PartName, toDivisibleRows } from "./split/divisible-rows.ts";
import { numberGroups } from "./split/group-table.ts";
import { readTimes } from "./split/times.ts";

const share = v.pipe(v.number(), v.ltValue(1));

/** The options of {@link splitDataset}. */
export const splitOptions = v.strictObject({
  development: v.optional(
    v.pipe(
      share,
      v.minValue(0),
      v.description("share of the examples that settings are chosen on"),
      v.metadata({ flag: "development-share", placeholder: "share", appliesTo: UNDIVIDED }),
    ),
    0.2,
  ),
  test: v.optional(
    v.pipe(
      share,
      v.gtValue(0),
      v.description("share of the examples that are kept for the end"),
      v.metadata({ flag: "test-share", placeholder: "share", appliesTo: UNDIVIDED }),
    ),
    0.2,
  ),
  seed: seedOption("seed of the split into training, development and test examples", {
    flag: "split-seed",
    appliesTo: UNDIVIDED,
  }),
});

/** The options as a caller may give them: everything has a default. */
export type SplitOptions = v.InferInput<typeof splitOptions> & {
  /** A time for every example, a number or a `Date`: the oldest are trained on, the newest tested on. */
  readonly times?: ArrayLike<number | Date> | undefined;
};

/**
 * Training, development and test examples, every one in exactly one part. They keep their order within a part, and their
 * weights as they are.
 *
 * They are drawn at random so that every class has the same share in each part (stratified). The parts have the sizes
 * that the shares ask for, rounded; where the examples of a class cannot be divided evenly, it gives one more or one less,
 * and at least one of every class is left to train on. Examples with numbers or labels as the target are drawn without
 * regard to it.
 *
 * Examples with groups are drawn by whole groups, so that sizes and shares are as near as these allow. With `times`,
 * examples are divided by their age alone, those of the same time together.
 *
 * @throws InvalidInputError when a share is outside [0, 1), when nothing would be left to test on, too few to have an
 * example of every class to train on, or times do not fit the examples or stand beside groups
 */
export function splitDataset<Target extends TargetColumn>(
  dataset: Dataset<Target>,
  options: SplitOptions = {},
): DataSplit<Target> {
  checkDataset(dataset, "splitDataset");
  const { times, ...others } = toGivenOptions(options);
  const settings = parseOptions(splitOptions, others);
  const { name, groups, examples } = dataset;
  if (groups !== undefined && times !== undefined) throw timesOfGroups(name);
  const parts = divideRows(toDivisibleRows(dataset), {
    ...settings,
    groups: groups && numberGroups(groups),
    times: times && readTimes(times, examples),
  });
  const select = (part: PartName): Dataset<Target> => dataset.select(`${name} (${part})`, parts[part]);
  return {
    name,
    training: select("training"),
    ...(parts.development.length > 0 ? { development: select("development") } : {}),
    test: select("test"),
    ...(times === undefined ? {} : { order: "time" }),
  };
}

function timesOfGroups(name: string): InvalidInputError {
  return new InvalidInputError({
    source: "option",
    where: "times",
    expected: "none beside groups, which time would part",
    received: `times for data set "${name}", which has groups`,
  });
}

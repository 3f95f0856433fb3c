import * as v from "valibot";
import { counterRandom } from "../base/counter-random.ts";
import { InvalidInputError } from "../base/errors.ts";
import { formatPlural } from "../base/number-format.ts";
import { parseOptions } from "../base/options.ts";
import { seedOption } from "../base/seed-option.ts";
import { checkDataset } from "./check-dataset.ts";
import type { DataSplit, Dataset } from "./dataset.ts";
import { UNDIVIDED } from "./input-kinds.ts";

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
export type SplitOptions = v.InferInput<typeof splitOptions>;

/**
 * Training, development and test examples, drawn at random so that every class has the same share in each part
 * (stratified). The examples keep their order within a part; every example is in exactly one.
 *
 * @throws InvalidInputError when a share is outside [0, 1), when nothing would be left to train on or to test on
 */
export function splitDataset(dataset: Dataset, options: SplitOptions = {}): DataSplit {
  checkDataset(dataset, "splitDataset");
  const { development, test, seed } = parseOptions(splitOptions, options);
  checkShares(development, test);
  const parts: number[][] = [[], [], []];
  membersByClass(dataset).forEach((members, classIndex) => {
    const order = counterRandom(seed, "split", classIndex).permutation(members.length);
    const testCount = Math.round(members.length * test);
    const developmentCount = Math.round(members.length * development);
    order.forEach((place, rank) => {
      const part = rank < testCount ? 2 : rank < testCount + developmentCount ? 1 : 0;
      (parts[part] as number[]).push(members[place] as number);
    });
  });
  const [trainingPart, developmentPart, testPart] = parts.map((part) => part.toSorted((a, b) => a - b));
  checkNotEmpty(dataset, trainingPart as number[], "training");
  checkNotEmpty(dataset, testPart as number[], "test");
  const select = (name: string, part: number[] | undefined): Dataset =>
    dataset.select(`${dataset.name} (${name})`, part as number[]);
  return {
    name: dataset.name,
    training: select("training", trainingPart),
    ...(developmentPart?.length ? { development: select("development", developmentPart) } : {}),
    test: select("test", testPart),
  };
}

/** The numbers of the examples of every class. */
function membersByClass({ target }: Dataset): number[][] {
  const members = target.classNames.map((): number[] => []);
  target.values.forEach((value, example) => members[value]?.push(example));
  return members;
}

function checkShares(development: number, test: number): void {
  if (development + test < 1) return;
  throw new InvalidInputError({
    source: "option",
    where: "development and test",
    expected: "shares that leave something to train on",
    received: `${development} and ${test}`,
  });
}

function checkNotEmpty(dataset: Dataset, part: readonly number[], name: string): void {
  if (part.length > 0) return;
  const classes = dataset.target.classNames.length;
  throw new InvalidInputError({
    source: "data",
    where: `data set "${dataset.name}"`,
    expected: `at least one ${name} example after the split`,
    received: `none of ${formatPlural(dataset.examples, "example")} in ${formatPlural(classes, "class", "classes")}`,
    hint: "Take more examples of each class, or other shares.",
  });
}

import * as v from "valibot";
import { counterRandom } from "../base/counter-random.ts";
import { InvalidInputError } from "../base/errors.ts";
import { formatCount, formatPlural } from "../base/number-format.ts";
import { parseOptions } from "../base/options.ts";
import { seedOption } from "../base/seed-option.ts";
import { apportion } from "./apportion.ts";
import { checkDataset } from "./check-dataset.ts";
import { classNamesOf } from "./columns.ts";
import type { DataSplit, Dataset, TargetColumn } from "./dataset.ts";
import { UNDIVIDED } from "./input-kinds.ts";
import { type Stratum, strataOf } from "./strata.ts";

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
 * (stratified). The parts have the sizes that the shares ask for, rounded; where the examples of a class cannot be
 * divided evenly, it gives one more or one less, and at least one of every class is left to train on. The examples keep
 * their order within a part, and their weights as they are; every example is in exactly one. Examples with numbers or
 * labels as the target are drawn without regard to it.
 *
 * @throws InvalidInputError when a share is outside [0, 1), when nothing would be left to test on, or too few to have
 * an example of every class to train on
 */
export function splitDataset<Target extends TargetColumn>(
  dataset: Dataset<Target>,
  options: SplitOptions = {},
): DataSplit<Target> {
  checkDataset(dataset, "splitDataset");
  const { seed, ...shares } = parseOptions(splitOptions, options);
  checkShares(shares);
  const classes = strataOf(dataset).filter(({ members }) => members.length > 0);
  const counts = countParts(dataset, classes, { ...shares, seed });
  const parts: [training: number[], development: number[], test: number[]] = [[], [], []];
  classes.forEach(({ index, members }, place) => {
    const { development, test } = counts[place] as HeldOut;
    counterRandom(seed, "split", index)
      .permutation(members.length)
      .forEach((member, rank) => {
        const part = rank < test ? 2 : rank < test + development ? 1 : 0;
        parts[part].push(members[member] as number);
      });
  });
  const [training, development, test] = parts.map((part) => part.toSorted((a, b) => a - b));
  const select = (name: string, part: readonly number[] | undefined): Dataset<Target> =>
    dataset.select(`${dataset.name} (${name})`, part ?? []);
  return {
    name: dataset.name,
    training: select("training", training),
    ...(development?.length ? { development: select("development", development) } : {}),
    test: select("test", test),
  };
}

/** What is not trained on: shares, or numbers of examples. */
interface HeldOut {
  readonly development: number;
  readonly test: number;
}

/**
 * The counts of every class. Development examples are shared out after the test examples so that what remains to train
 * on is as even as can be: a class that gave one more to test is not asked again.
 */
function countParts(
  dataset: Dataset<TargetColumn>,
  classes: readonly Stratum[],
  { development, test, seed }: v.InferOutput<typeof splitOptions>,
): HeldOut[] {
  const testTotal = Math.round(dataset.examples * test);
  const developmentTotal = Math.round(dataset.examples * development);
  checkTotals(dataset, classes.length, { development: developmentTotal, test: testTotal });
  // Classes that are equally far behind take turns by the seed: by their order, the first ones would always give.
  const classCount = Math.max(1, classNamesOf(dataset.target).length);
  const order = [...counterRandom(seed, "split", classCount).permutation(classes.length)];
  const sizes = classes.map(({ members }) => members.length);
  const testClaims = sizes.map((size) => ({ quota: size * test, available: size - 1, due: size * test }));
  const testCounts = apportion(testTotal, testClaims, order);
  const developmentClaims = sizes.map((size, k) => ({
    quota: size * development,
    available: size - 1 - (testCounts[k] as number),
    due: size * (development + test) - (testCounts[k] as number),
  }));
  const developmentCounts = apportion(developmentTotal, developmentClaims, order);
  return testCounts.map((count, k) => ({ test: count, development: developmentCounts[k] as number }));
}

function checkShares({ development, test }: HeldOut): void {
  if (development + test < 1) return;
  throw new InvalidInputError({
    source: "option",
    where: "development and test (--development-share, --test-share)",
    expected: "shares that leave something to train on",
    received: `${development} and ${test}`,
  });
}

function checkTotals(dataset: Dataset<TargetColumn>, classes: number, { development, test }: HeldOut): void {
  const hasClasses = dataset.target.type === "category";
  const found = formatPlural(dataset.examples, "example");
  const examples = hasClasses ? `${found} in ${formatPlural(classes, "class", "classes")}` : found;
  const fail = (expected: string, received: string): never => {
    throw new InvalidInputError({
      source: "data",
      where: `data set "${dataset.name}"`,
      expected,
      received,
      hint: `Take more examples${hasClasses ? " of each class" : ""}, or other shares.`,
    });
  };
  if (test === 0) fail("at least one test example after the split", `none of ${examples}`);
  if (dataset.examples - test - development >= classes) return;
  const parts = [`${formatCount(test)} for testing`, `${formatCount(development)} for development`];
  const beside = (development > 0 ? parts : parts.slice(0, 1)).join(" and ");
  fail(`an example${hasClasses ? " of every class" : ""} to train on beside ${beside}`, examples);
}

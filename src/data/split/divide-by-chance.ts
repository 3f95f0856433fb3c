import { counterRandom } from "../../base/counter-random.ts";
import { InvalidInputError } from "../../base/errors.ts";
import { formatCount, formatPlural } from "../../base/number-format.ts";
import { apportion } from "./apportion.ts";
import { type DivisibleRows, type PartShares, type RowParts, toParts } from "./divisible-rows.ts";
import { type Stratum, strataOf } from "./strata.ts";

/**
 * Rows drawn at random so that every class has the same share in each part (stratified). The parts have the sizes that
 * the shares ask for, rounded; where the rows of a class cannot be divided evenly, it gives one more or one less, and at
 * least one of every class is left to train on. Rows without classes are drawn without regard to their targets.
 *
 * @throws InvalidInputError when nothing would be left to test on, or too few to have a row of every class to train on
 */
export function divideByChance(rows: DivisibleRows, shares: PartShares, seed: number): RowParts {
  const strata = strataOf(rows).filter(({ members }) => members.length > 0);
  const counts = countParts(rows, strata, { ...shares, seed });
  const part = new Int8Array(rows.classes.length).fill(-1);
  strata.forEach(({ index, members }, place) => {
    const { development, test } = counts[place] as PartShares;
    counterRandom(seed, "split", index)
      .permutation(members.length)
      .forEach((member, rank) => {
        part[members[member] as number] = rank < test ? 2 : rank < test + development ? 1 : 0;
      });
  });
  return toParts(part);
}

/**
 * The numbers of rows that every class gives to development and test. Development rows are shared out after the test
 * rows so that what remains to train on is as even as can be: a class that gave one more to test is not asked again.
 */
function countParts(
  rows: DivisibleRows,
  strata: readonly Stratum[],
  { development, test, seed }: PartShares & { readonly seed: number },
): PartShares[] {
  const sizes = strata.map(({ members }) => members.length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const totals = { development: Math.round(all * development), test: Math.round(all * test) };
  checkTotals(rows, sizes, totals);
  // Classes that are equally far behind take turns by the seed: by their order, the first ones would always give.
  const classCount = Math.max(1, rows.classNames.length);
  const order = [...counterRandom(seed, "split", classCount).permutation(strata.length)];
  const testClaims = sizes.map((size) => ({ quota: size * test, available: size - 1, due: size * test }));
  const testCounts = apportion(totals.test, testClaims, order);
  const developmentClaims = sizes.map((size, k) => ({
    quota: size * development,
    available: size - 1 - (testCounts[k] as number),
    due: size * (development + test) - (testCounts[k] as number),
  }));
  const developmentCounts = apportion(totals.development, developmentClaims, order);
  return testCounts.map((count, k) => ({ test: count, development: developmentCounts[k] as number }));
}

function checkTotals(
  { name, classNames }: DivisibleRows,
  sizes: readonly number[],
  { development, test }: PartShares,
): void {
  const hasClasses = classNames.length > 0;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const found = formatPlural(all, "example");
  const examples = hasClasses ? `${found} in ${formatPlural(sizes.length, "class", "classes")}` : found;
  const fail = (expected: string, received: string): never => {
    throw new InvalidInputError({
      source: "data",
      where: `data set "${name}"`,
      expected,
      received,
      hint: `Take more examples${hasClasses ? " of each class" : ""}, or other shares.`,
    });
  };
  if (test === 0) fail("at least one test example after the split", `none of ${examples}`);
  if (all - test - development >= sizes.length) return;
  const parts = [`${formatCount(test)} for testing`, `${formatCount(development)} for development`];
  const beside = (development > 0 ? parts : parts.slice(0, 1)).join(" and ");
  fail(`an example${hasClasses ? " of every class" : ""} to train on beside ${beside}`, examples);
}

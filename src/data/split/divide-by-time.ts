import { InvalidInputError } from "../../base/errors.ts";
import { formatCount } from "../../base/number-format.ts";
import {
  type DivisibleRows,
  type PartShares,
  type RowParts,
  rowsWithTarget,
  toParts,
} from "./divisible-rows.ts";

/**
 * Rows in the order of time: the oldest to train on, then development, the newest to test on, as a model meets them that
 * is trained today and used tomorrow. Rows of one time are never parted: a border that falls among them moves to the
 * nearer end of their run, to the later one where both are equally near. Every part has at least one time, however small
 * its share is. Neither chance nor classes have a say.
 *
 * @param times a number for every row, which grows with time; rows with NaN belong to no part
 * @throws InvalidInputError when there are fewer different times than parts
 */
export function divideByTime(rows: DivisibleRows, times: ArrayLike<number>, shares: PartShares): RowParts {
  const dated = rowsWithTarget(rows).filter((row) => !Number.isNaN(times[row]));
  const sorted = Float64Array.from(dated, (row) => times[row] as number).toSorted();
  const starts: number[] = [];
  for (let place = 1; place < sorted.length; place++) {
    if (sorted[place] !== sorted[place - 1]) starts.push(place);
  }
  const parts = shares.development > 0 ? 3 : 2;
  if (starts.length + 1 < parts) throw tooFewTimes(rows, sorted.length === 0 ? 0 : starts.length + 1, parts);
  const testStart = Math.round(sorted.length * (1 - shares.test));
  const testBorder = nearest(starts.slice(parts - 2), testStart);
  const developmentStart = Math.round(sorted.length * (1 - shares.test - shares.development));
  const developmentBorder =
    parts === 2
      ? testBorder
      : nearest(
          starts.filter((start) => start < testBorder),
          developmentStart,
        );
  const [firstOfDevelopment, firstOfTest] = [
    sorted[developmentBorder] as number,
    sorted[testBorder] as number,
  ];
  const part = new Int8Array(rows.classes.length).fill(-1);
  for (const row of dated) {
    const time = times[row] as number;
    part[row] = time >= firstOfTest ? 2 : time >= firstOfDevelopment ? 1 : 0;
  }
  return toParts(part);
}

/** The place that is nearest to another; of two that are equally near, the later one. */
function nearest(places: readonly number[], wanted: number): number {
  return places.reduce((best, place) => (Math.abs(place - wanted) <= Math.abs(best - wanted) ? place : best));
}

function tooFewTimes({ name }: DivisibleRows, found: number, parts: number): InvalidInputError {
  return new InvalidInputError({
    source: "data",
    where: `data set "${name}"`,
    expected: `at least ${parts} different times for ${parts === 3 ? "training, development and test" : "training and test"}`,
    received: formatCount(found),
    hint: parts === 3 && found === 2 ? "With a development share of 0, two are enough." : undefined,
  });
}

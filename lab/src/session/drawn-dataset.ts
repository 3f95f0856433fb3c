import { type DataSplit, Dataset, splitDataset } from "wellfit";
import { DRAWN_CLASSES, parsePoints, toCoordinate } from "../state/drawn-points.ts";

/**
 * Points that a person has drawn, divided as all data are: the same that the command line reads from their CSV file.
 *
 * @param text as `formatPoints` writes them
 * @throws InvalidInputError where there are too few to be divided
 */
export function drawnDataset(text: string): DataSplit {
  const points = parsePoints(text);
  return splitDataset(
    Dataset.fromRows({
      name: "points",
      rows: points.map(({ x, y }) => [toCoordinate(x), toCoordinate(y)]),
      labels: points.map(({ classIndex }) => DRAWN_CLASSES[classIndex] as string),
    }),
  );
}

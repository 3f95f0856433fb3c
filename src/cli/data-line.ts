import { formatCount, formatPlural } from "../base/number-format.ts";
import { type DataSplit, splitHash, type TargetColumn } from "../data/dataset.ts";
import {
  describePreparation,
  describePreparedTarget,
  describeReading,
} from "../data/preparation/preparation-words.ts";

/**
 * The lines on the data of a command: "football: 211 training and 200 test examples, 2 features, hash …"; of a table also what
 * became of its columns, what is predicted, and what a person should know of its rows.
 */
export function describeData(data: DataSplit<TargetColumn>): string[] {
  const { preparation } = data.training;
  const target = preparation && describePreparedTarget(preparation);
  return [
    describeParts(data),
    ...(preparation === undefined ? [] : [describePreparation(preparation)]),
    ...(target === undefined ? [] : [`to predict: ${target}`]),
    ...(data.reading === undefined ? [] : describeReading(data.reading)),
  ];
}

function describeParts(data: DataSplit<TargetColumn>): string {
  const counts = [
    `${formatCount(data.training.examples)} training`,
    ...(data.development ? [`${formatCount(data.development.examples)} development`] : []),
    `${formatCount(data.test.examples)} test`,
  ];
  const listed = `${counts.slice(0, -1).join(", ")} and ${counts.at(-1)}`;
  const features = formatPlural(data.training.features.length, "feature");
  const origin = data.origin === undefined ? "" : `, read as ${data.origin}`;
  return `${data.name}: ${listed} examples, ${features}, hash ${splitHash(data)}${origin}`;
}

import { formatCount, formatPlural } from "../base/number-format.ts";
import { type DataSplit, splitHash, type TargetColumn } from "../data/dataset.ts";

/** One line on the data of a command: "football: 211 training and 200 test examples, 2 features, hash …". */
export function describeData(data: DataSplit<TargetColumn>): string {
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

/**
 * A messy table of one's own, such as spreadsheets give: words, dates, gaps, a column that numbers the rows. It is written
 * to passengers.csv, read, trained on and saved; then the model is asked about new rows as they are.
 *
 * Run:  npx node examples/own-table.ts
 */

import { writeFile } from "node:fs/promises";
import { numpyRandom, predictTable, presets, toTable, train } from "wellfit";
import { loadDataset, saveModel } from "wellfit/node";

const random = numpyRandom(7);
const pick = (words: readonly string[]): string => words[Math.floor(random.rand() * words.length)] as string;
const passengers = Array.from({ length: 300 }, (_, row) => {
  const [sex, deck] = [pick(["female", "male"]), pick(["upper", "middle", "lower"])];
  const age = random.rand() < 0.1 ? "" : (40 + 14 * random.randn()).toFixed(1);
  const boarded = `1912-0${1 + Math.floor(random.rand() * 4)}-1${Math.floor(random.rand() * 10)}`;
  const chance = 0.2 + (sex === "female" ? 0.45 : 0) + (deck === "upper" ? 0.25 : 0);
  return [1000 + row, sex, deck, age, boarded, "Example", random.rand() < chance ? "yes" : "no"].join(",");
});
await writeFile("passengers.csv", ["id,sex,deck,age,boarded,ship,survived", ...passengers].join("\n"));

const { training, development, test } = await loadDataset("passengers.csv", { target: "survived" });
const { model } = await train(training, { ...presets.general, development });
console.log(model.labels.featureNames.join(", "));
console.log(
  `accuracy on ${test.examples} test examples: ${model.measure(test, ["accuracy"]).accuracy?.value}`,
);
await saveModel(model, "passengers.wellfit");

const fresh = toTable([{ sex: "female", deck: "upper", age: null, boarded: "1912-04-10" }]);
console.log(`probability that she survives: ${predictTable(model, fresh).predictions[0]}`);

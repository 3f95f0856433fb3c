/**
 * Compares models that predict a number, a noisy wave over one feature: by their errors, with ten seeds each.
 *
 * Run:  npx node examples/predict-numbers.ts
 */

import { compare, Dataset, numpyRandom, splitDataset } from "wellfit";

const random = numpyRandom(1);
const rows = Array.from({ length: 160 }, () => [6 * random.rand() - 3]);
const targets = rows.map(([place = 0]) => Math.sin(2 * place) + 0.3 * random.randn());
const wave = Dataset.fromRows({ name: "wave", rows, targets });

const { measure, variants, pairs, choice } = await compare(splitDataset(wave), {
  seeds: 10,
  hiddenLayers: [30],
  activation: "tanh",
  optimizer: "adam",
  learningRate: 0.02,
  iterations: 1000,
  variants: [{ name: "plain" }, { name: "l2", lambda: 0.1 }, { name: "robust", loss: "huber" }],
});
for (const { name, estimates } of variants) {
  const { mean = 0, interval } = estimates.test?.rmse ?? {};
  console.log(
    `${name}: ${measure} ${mean.toFixed(3)} (${interval?.low.toFixed(3)} to ${interval?.high.toFixed(3)})`,
  );
}
for (const { verdict } of pairs) console.log(verdict.text);
console.log(`by the development examples: ${choice?.variant}`);

/**
 * Compares no regularization, L2 and dropout on two moons with ten seeds each, on all cores, and writes the report: what
 * `wellfit compare` does.
 *
 * Run:  npx node examples/compare-and-report.ts
 */

import { compare, datasets, splitDataset } from "wellfit";
import { createTrainingPool, writeReport } from "wellfit/node";

const data = splitDataset(datasets.moons({ examples: 300, noise: 0.3 }), { development: 0.2, test: 0.3 });

const pool = createTrainingPool();
const comparison = await compare(data, {
  pool,
  seeds: 10,
  lambda: 0.3,
  keepProbability: 0.9,
  iterations: 5000,
});
await pool.close();
for (const { title, estimates } of comparison.variants) {
  const { mean = 0, interval } = estimates.test?.accuracy ?? {};
  console.log(`${title}: ${mean.toFixed(3)} (${interval?.low.toFixed(3)} to ${interval?.high.toFixed(3)})`);
}
for (const { verdict } of comparison.pairs) console.log(verdict.text);
console.log(`by the development examples: ${comparison.choice?.variant}`);

const files = await writeReport(comparison, "moons-report", "node examples/compare-and-report.ts");
console.log(`wrote ${files.length} files into moons-report`);

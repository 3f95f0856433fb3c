/**
 * Compares no regularization, L2 and dropout on two moons and writes the report: what `wellfit compare` does.
 *
 * Run:  npx node examples/compare-and-report.ts
 */

import { compare, datasets, splitDataset } from "wellfit";
import { writeReport } from "wellfit/node";

const data = splitDataset(datasets.moons({ examples: 300, noise: 0.3 }), { development: 0.2, test: 0.3 });

const comparison = await compare(data, { lambda: 0.3, keepProbability: 0.9, iterations: 5000 });
for (const { title, training, development, test } of comparison.variants) {
  const accuracies = [training, development, test].map((part) => part?.accuracy.toFixed(3));
  console.log(`${title}: ${accuracies.join(" ")}`);
}

const files = await writeReport(comparison, "moons-report", "node examples/compare-and-report.ts");
console.log(`wrote ${files.length} files into moons-report`);

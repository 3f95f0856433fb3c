/**
 * Compares models of one's own by cross-validation: two strengths of L2, and both regularizers together. The test
 * examples stay closed.
 *
 * Run:  npx node examples/own-variants.ts
 */

import { compare, datasets } from "wellfit";
import { createTrainingPool } from "wellfit/node";

const pool = createTrainingPool();
const { variants, pairs, choice, testLooks } = await compare(datasets.football(), {
  pool,
  folds: 5,
  repeats: 2,
  iterations: 5000,
  variants: [
    { name: "weak", lambda: 0.1 },
    { name: "strong", lambda: 3 },
    { name: "both", lambda: 0.1, keepProbability: 0.9 },
  ],
});
await pool.close();
for (const { name, estimates } of variants) {
  const { mean = 0, standardDeviation = 0 } = estimates.development?.accuracy ?? {};
  console.log(
    `${name}: ${(100 * mean).toFixed(1)} ± ${(100 * standardDeviation).toFixed(1)} % of held-out examples`,
  );
}
for (const { verdict } of pairs) console.log(verdict.text);
console.log(`chosen: ${choice?.variant}, with ${testLooks} looks at the test examples`);

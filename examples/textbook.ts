/**
 * The article's functions, one by one: a forward pass with dropout, its cost, its gradients, a step. Then the same
 * through `train`, to see that both are one.
 *
 * Run:  npx node examples/textbook.ts
 */

import { datasets, presets, textbook, train } from "wellfit";

const { training } = datasets.football();
const { X, Y } = training.toMatrices();

let parameters = textbook.initializeParameters([2, 20, 3, 1]);
for (let iteration = 0; iteration < 100; iteration++) {
  const { AL, cache } = textbook.forwardPropagationWithDropout(X, parameters, 0.86);
  const gradients = textbook.backwardPropagationWithDropout(X, Y, cache, 0.86);
  if (iteration % 50 === 0) console.log(`iteration ${iteration}: cost ${textbook.computeCost(AL, Y)}`);
  parameters = textbook.updateParameters(parameters, gradients, 0.3);
}

const run = await train(training, {
  ...presets.article,
  keepProbability: 0.86,
  iterations: 100,
  costInterval: 50,
});
const difference = textbook
  .predictDecision(parameters, X)
  .subtract(textbook.predictDecision(run.model.toTextbook(), X));
console.log("costs of train:", run.history.cost.slice(0, 2).join(" "));
console.log("decisions in which the two differ:", difference.map(Math.abs).sum());

/**
 * Trains one network with L2 on the football data, says how well it does, and saves it.
 *
 * Run:  npx node examples/train-and-save.ts
 */

import { datasets, describeOutcome, train } from "wellfit";
import { loadModel, saveModel } from "wellfit/node";

const { training, test } = datasets.football();

const run = await train(training, {
  hiddenLayers: [20, 3],
  lambda: 0.7,
  iterations: 10_000,
  onEvent: (event) => {
    if (event.type === "cost" && event.iteration % 5000 === 0) {
      console.log(`after ${event.iteration} steps: data cost ${event.dataCost}, penalty ${event.penalty}`);
    }
  },
});

console.log(describeOutcome(run.outcome), run.fingerprint);
console.log("test accuracy", run.model.evaluate(test).accuracy);

await saveModel(run.model, "football-model.wellfit");
const [probability] = (await loadModel("football-model.wellfit")).predict([[0.1, -0.2]]);
console.log("chance that the home team headed the ball at (0.1, −0.2):", probability);

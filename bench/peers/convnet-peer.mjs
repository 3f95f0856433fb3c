/**
 * ConvNetJS: one example after the other, the gradients of all of them gathered into one update. It has no output of
 * one unit with the cross-entropy, so two classes are a softmax of two units, which start as ±½ of the one unit's
 * weights: the same probabilities at first, but an update of both moves their difference twice as far.
 */

import { createRequire } from "node:module";
import { decodeArray, serve } from "./protocol.ts";

const require = createRequire(import.meta.url);
const { Net, Trainer, Vol } = require("convnetjs");
const { version } = require("convnetjs/package.json");

/** A network of the job's sizes with its first parameters. */
function createNetwork({ sizes, weights, biases }) {
  const network = new Net();
  network.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: sizes[0] },
    ...sizes.slice(1, -1).map((units) => ({ type: "fc", num_neurons: units, activation: "relu" })),
    { type: "softmax", num_classes: 2 },
  ]);
  const dense = network.layers.filter(({ layer_type: type }) => type === "fc");
  dense.forEach((layer, index) => {
    const isLast = index === dense.length - 1;
    layer.filters.forEach(({ w }, unit) => {
      const row = isLast ? 0 : unit;
      const factor = isLast ? unit - 1 / 2 : 1;
      const ours = decodeArray(weights[index]).subarray(row * w.length, (row + 1) * w.length);
      w.set(ours.map((value) => factor * value));
      layer.biases.w[unit] = factor * decodeArray(biases[index])[row];
    });
  });
  return network;
}

/** The examples as ConvNetJS takes them. */
function toExamples(job) {
  const features = decodeArray(job.features);
  const featuresOf = (example) =>
    Array.from({ length: job.sizes[0] }, (_, row) => features[row * job.examples + example]);
  return Array.from(decodeArray(job.targets), (label, example) => ({
    input: new Vol(featuresOf(example)),
    label,
  }));
}

await serve((job) => {
  const data = toExamples(job);
  const run = (iterations) => {
    const settings = { method: "sgd", momentum: 0, learning_rate: job.learningRate, l2_decay: job.lambda };
    const trainer = new Trainer(createNetwork(job), { ...settings, batch_size: job.examples });
    let sum = 0;
    const start = performance.now();
    for (let iteration = 0; iteration < iterations; iteration++) {
      sum = 0;
      for (const { input, label } of data) sum += trainer.train(input, label).cost_loss;
    }
    const seconds = (performance.now() - start) / 1000;
    return { seconds, loss: sum / job.examples };
  };
  return { version: `ConvNetJS ${version}`, run };
});

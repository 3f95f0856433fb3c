/**
 * brain.js: every example changes the weights at once, the error is squared, all layers have one activation. So it
 * trains something else, of the same size: as many passes of every example up and down the same network.
 */

import { createRequire } from "node:module";
import { decodeArray, serve } from "./protocol.ts";

const require = createRequire(import.meta.url);
const { NeuralNetwork } = require("brain.js");
const { version } = require("brain.js/package.json");

/** The fastest with which the network learns; with relu, its outputs die. */
const ACTIVATION = "leaky-relu";

/** Options must be above 0: as good as none. */
const LEAST = 1e-300;

await serve((job) => {
  const { sizes, examples } = job;
  const rowsOf = (text, rows, columns) => {
    const values = decodeArray(text);
    return Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]);
  };
  const features = rowsOf(job.features, sizes[0], examples);
  const targets = rowsOf(job.targets, sizes.at(-1), examples);
  const data = Array.from({ length: examples }, (_, example) => ({
    input: features.map((row) => row[example]),
    output: targets.map((row) => row[example]),
  }));
  const run = (iterations) => {
    const network = new NeuralNetwork({ activation: ACTIVATION });
    network.sizes = [...sizes];
    network.initialize();
    job.weights.forEach((text, index) => {
      network.weights[index + 1] = rowsOf(text, sizes[index + 1], sizes[index]);
      network.biases[index + 1] = [...decodeArray(job.biases[index])];
    });
    // The error is not asked for: it would cost time in every iteration.
    network.errorCheckInterval = Number.POSITIVE_INFINITY;
    const { learningRate } = job;
    const start = performance.now();
    network.train(data, { iterations, learningRate, momentum: LEAST, errorThresh: LEAST });
    const seconds = (performance.now() - start) / 1000;
    return { seconds, loss: null };
  };
  return { version: `brain.js ${version}`, run };
});

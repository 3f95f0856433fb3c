/**
 * TensorFlow.js on its cpu or wasm backend, one thread.
 *
 * Run:  node tfjs-peer.mjs <backend: cpu | wasm> <interface: gradients | minimize | layers>
 *
 * - gradients: tensors and variables, the gradients written out by hand: the fewest kernels, and the fastest of them
 * - minimize: tensors and variables, an optimizer's `minimize` with automatic gradients
 * - layers: a sequential model and its `fit`
 *
 * Mini-batches are rows gathered by an order that is shuffled in every epoch; `fit` does that itself.
 */

import { createRequire } from "node:module";
import { decodeArray, serve } from "./protocol.ts";

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs-core");
const layersLibrary = require("@tensorflow/tfjs-layers");

const [backend, programInterface] = process.argv.slice(2);

/** The job's arrays as tensors, one row per example: the layout that TensorFlow.js works in. */
function toTensors(job) {
  const { sizes, examples, weights, biases } = job;
  const transposed = (text, rows, columns) =>
    tf.tidy(() => tf.transpose(tf.tensor2d(Float32Array.from(decodeArray(text)), [rows, columns])));
  return {
    x: transposed(job.features, sizes[0], examples),
    y: transposed(job.targets, sizes.at(-1), examples),
    weights: weights.map((text, index) => transposed(text, sizes[index + 1], sizes[index])),
    biases: biases.map((text) => tf.tensor1d(Float32Array.from(decodeArray(text)))),
  };
}

/** The batches of one iteration after the other, as functions that make their tensors. */
function batchesOf({ examples, batchSize }, { x, y }) {
  if (batchSize === examples) return () => ({ x, y });
  const order = new Uint32Array(examples);
  let start = examples;
  return () => {
    if (start >= examples) {
      order.set(tf.util.createShuffledIndices(examples));
      start = 0;
    }
    const chosen = tf.tensor1d(Int32Array.from(order.subarray(start, start + batchSize)), "int32");
    start += batchSize;
    return { x: tf.gather(x, chosen), y: tf.gather(y, chosen) };
  };
}

/** Mean loss of logits. */
function lossOf(job, y, logits) {
  const loss = job.output === "sigmoid" ? tf.losses.sigmoidCrossEntropy : tf.losses.softmaxCrossEntropy;
  return loss(y, logits);
}

function timed(iterations, iterate) {
  const start = performance.now();
  let loss;
  for (let iteration = 0; iteration < iterations; iteration++) {
    loss = iterate(iteration === iterations - 1);
  }
  const [value] = loss.dataSync();
  const seconds = (performance.now() - start) / 1000;
  loss.dispose();
  return { seconds, loss: value };
}

/** Layers from which on a product is faster after a transposition than with one: on wasm, plain ones have better kernels. */
const WIDE_LAYER = 32;

/** AᵀB and ABᵀ, each in its fastest way. */
function productsFor({ sizes }) {
  const isWide = Math.max(...sizes) >= WIDE_LAYER;
  return isWide
    ? {
        fromLeft: (a, b) => tf.matMul(tf.transpose(a), b),
        fromRight: (a, b) => tf.matMul(a, tf.transpose(b)),
      }
    : { fromLeft: (a, b) => tf.matMul(a, b, true, false), fromRight: (a, b) => tf.matMul(a, b, false, true) };
}

/** One run with the gradients written out. */
function runGradients(job, { x, y, weights, biases }, iterations) {
  const nextBatch = batchesOf(job, { x, y });
  const keep = job.mask === "fresh" ? job.keepProbability : 1;
  const w = weights.map((tensor) => tf.variable(tensor));
  const b = biases.map((tensor) => tf.variable(tensor));
  const last = w.length - 1;
  const { fromLeft, fromRight } = productsFor(job);
  const scale = tf.scalar(job.learningRate / job.batchSize);
  const dropout = (units) => {
    const kept = tf.less(tf.randomUniform([job.batchSize, units]), keep);
    return tf.mul(tf.cast(kept, "float32"), 1 / keep);
  };
  const iterate = (isLast) =>
    tf.tidy(() => {
      const batch = nextBatch();
      const inputs = [batch.x];
      const masks = [];
      for (let layer = 0; layer < last; layer++) {
        const call = { a: inputs[layer], b: w[layer], bias: b[layer], activation: "relu" };
        const activations = tf.fused.matMul(call);
        if (keep < 1) masks.push(dropout(job.sizes[layer + 1]));
        inputs.push(keep < 1 ? tf.mul(activations, masks[layer]) : activations);
      }
      const logits = tf.fused.matMul({ a: inputs[last], b: w[last], bias: b[last] });
      const outputs = job.output === "sigmoid" ? tf.sigmoid(logits) : tf.softmax(logits);
      let dz = tf.sub(outputs, batch.y);
      for (let layer = last; layer >= 0; layer--) {
        const below = inputs[layer];
        const da = layer > 0 ? fromRight(dz, w[layer]) : undefined;
        w[layer].assign(tf.sub(w[layer], tf.mul(scale, fromLeft(below, dz))));
        b[layer].assign(tf.sub(b[layer], tf.mul(scale, tf.sum(dz, 0))));
        const masked = da && keep < 1 ? tf.mul(da, masks[layer - 1]) : da;
        dz = masked && tf.mul(masked, tf.step(below));
      }
      return isLast ? lossOf(job, batch.y, logits) : undefined;
    });
  const result = timed(iterations, iterate);
  tf.dispose([w, b, scale]);
  return result;
}

function optimizerOf({ optimizer, learningRate }) {
  return optimizer === "adam" ? tf.train.adam(learningRate) : tf.train.sgd(learningRate);
}

/** One run with an optimizer and automatic gradients. */
function runMinimize(job, { x, y, weights, biases }, iterations) {
  const nextBatch = batchesOf(job, { x, y });
  const w = weights.map((tensor) => tf.variable(tensor));
  const b = biases.map((tensor) => tf.variable(tensor));
  const optimizer = optimizerOf(job);
  const hasDropout = job.mask === "fresh";
  const costOf = (batch) => () => {
    let a = batch.x;
    for (let layer = 0; layer < w.length; layer++) {
      const z = tf.add(tf.matMul(a, w[layer]), b[layer]);
      a = layer < w.length - 1 ? tf.relu(z) : z;
      if (hasDropout && layer < w.length - 1) a = tf.dropout(a, 1 - job.keepProbability);
    }
    return lossOf(job, batch.y, a);
  };
  const iterate = (isLast) => tf.tidy(() => optimizer.minimize(costOf(nextBatch()), isLast) ?? undefined);
  const result = timed(iterations, iterate);
  tf.dispose([w, b]);
  optimizer.dispose();
  return result;
}

/** One run of a sequential model's `fit`. */
async function runLayers(job, { x, y, weights, biases }, iterations) {
  const isBinary = job.output === "sigmoid";
  const model = layersLibrary.sequential();
  weights.forEach((tensor, layer) => {
    const isLast = layer === weights.length - 1;
    const activation = isLast ? job.output : "relu";
    const [inputs, units] = tensor.shape;
    model.add(layersLibrary.layers.dense({ units, activation, inputShape: [inputs] }));
    if (job.mask === "fresh" && !isLast) {
      model.add(layersLibrary.layers.dropout({ rate: 1 - job.keepProbability }));
    }
  });
  model.setWeights(weights.flatMap((tensor, layer) => [tensor, biases[layer]]));
  const loss = isBinary ? "binaryCrossentropy" : "categoricalCrossentropy";
  model.compile({ optimizer: optimizerOf(job), loss });
  const { examples, batchSize } = job;
  // Whole epochs are what it takes: where they are more than the iterations, the time is a share of theirs.
  const batches = Math.ceil(examples / batchSize);
  const epochs = Math.ceil(iterations / batches);
  const settings = { epochs, batchSize, shuffle: batches > 1, verbose: 0, yieldEvery: "never" };
  const start = performance.now();
  const { history } = await model.fit(x, y, settings);
  const seconds = (performance.now() - start) / 1000;
  model.dispose();
  return { seconds: (seconds * iterations) / (epochs * batches), loss: history.loss.at(-1) };
}

const runs = { gradients: runGradients, minimize: runMinimize, layers: runLayers };

await serve(async (job) => {
  const { setThreadsCount } = require(`@tensorflow/tfjs-backend-${backend}`);
  setThreadsCount?.(1);
  if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} does not start`);
  const tensors = toTensors(job);
  return {
    version: `TensorFlow.js ${tf.version_core}`,
    run: (iterations) => runs[programInterface](job, tensors, iterations),
  };
});

import { spreadOverLayers } from "../network/spec.ts";
import { foldPython } from "./fold-python.ts";
import { comments, when } from "./python.ts";
import type { Subject } from "./subject.ts";

const ACTIVATIONS = ["relu", "tanh", "sigmoid", "linear"];
/** What its drawing has room for. */
const MOST_LAYERS = 6;
const MOST_UNITS = 8;
const LARGEST_BATCH = 30;

/** The address of TensorFlow Playground with the settings that it has, and comments for those that it has not. */
export function toPlayground(subject: Subject): string {
  const { settings, task, weights, schedule, examples } = subject;
  const { hiddenLayers } = settings;
  const [{ lambda, lambda1 } = { lambda: 0, lambda1: 0 }] = weights;
  const [activation = "linear"] = spreadOverLayers(settings.activation, hiddenLayers.length);
  const isL1 = lambda === 0 && lambda1 > 0;
  const hasPenalty = lambda > 0 || lambda1 > 0;
  const state = {
    activation: ACTIVATIONS.includes(activation) ? activation : "relu",
    ...(hasPenalty ? { regularization: isL1 ? "L1" : "L2" } : {}),
    batchSize: Math.min(schedule.batchSize, LARGEST_BATCH),
    learningRate: settings.learningRate,
    regularizationRate: (isL1 ? lambda1 : lambda) / examples,
    networkShape: hiddenLayers
      .slice(0, MOST_LAYERS)
      .map((units) => Math.min(units, MOST_UNITS))
      .join(","),
    seed: settings.seed,
    problem: task.spec.head === "regression" || task.spec.head === "count" ? "regression" : "classification",
  };
  const hash = Object.entries(state)
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`)
    .join("&");
  const lines = [...comments(missing(subject)), `https://playground.tensorflow.org/#${hash}`];
  return `${foldPython(lines).join("\n")}\n`;
}

/** Whether something acts that it has nothing of. */
function hasOthers({ settings, weights, outputs, layers, weightDecay }: Subject): boolean {
  return (
    weights.some(({ connectKeepProbability }) => connectKeepProbability < 1) ||
    outputs.some(({ keepProbability, noise }) => keepProbability < 1 || noise > 0) ||
    layers.slice(0, -1).some(({ normalization }) => normalization !== "none") ||
    ["constraint", "clipping", "averaging"].some((name) => settings[name as "constraint"] !== "none") ||
    settings.labelSmoothing + settings.mixup + weightDecay > 0
  );
}

function missing(subject: Subject): readonly string[] {
  const { settings, weights, layers, schedule, task } = subject;
  const { hiddenLayers } = settings;
  const hidden = layers.slice(0, -1);
  const has = (name: keyof (typeof weights)[number]): boolean => weights.some((of) => of[name] > 0);
  return [
    "Its data are its own, with features x and y; classes are −1 and 1, the output is tanh, the loss (output − label)²/2.",
    "regularizationRate is λ/m (λ₁/m of L1), added to the gradient as rate·w; its menu shows round numbers only.",
    ...when(hiddenLayers.length > MOST_LAYERS, `It has at most ${MOST_LAYERS} hidden layers.`),
    ...when(
      hiddenLayers.some((units) => units > MOST_UNITS),
      `It has at most ${MOST_UNITS} units in a layer.`,
    ),
    ...when(schedule.batchSize > LARGEST_BATCH, `It has batches of at most ${LARGEST_BATCH} examples.`),
    ...when(
      hidden.some(({ activation }) => !ACTIVATIONS.includes(activation)),
      "It has relu, tanh, sigmoid and linear only, one for all layers.",
    ),
    ...when(has("lambda") && has("lambda1"), "It has L2 or L1, not both."),
    ...when(
      settings.optimizer !== "gradient-descent",
      `It has gradient descent only, not ${settings.optimizer}.`,
    ),
    ...when(
      hasOthers(subject),
      "It has no dropout, noise, normalization, decay, clipping, constraint, averaging, smoothing or mixup.",
    ),
    ...when(
      task.spec.head === "multiclass" || task.spec.head === "multilabel",
      "It tells two classes apart, no more.",
    ),
  ];
}

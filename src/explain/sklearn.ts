import type { ActivationName } from "../network/activations.ts";
import { foldPython } from "./fold-python.ts";
import { preparationComments } from "./preparation-comments.ts";
import { comments, loadingLines, python, when } from "./python.ts";
import { isWeighted, type Subject } from "./subject.ts";

const ACTIVATIONS: Partial<Readonly<Record<ActivationName, string>>> = {
  relu: "relu",
  tanh: "tanh",
  sigmoid: "logistic",
  linear: "identity",
};

/**
 * How many times wellfit's data cost scikit-learn's is: it halves squares, and adds the costs of labels up where wellfit
 * takes their mean. Its penalty is alpha/(2b)·Σw², b the size of the batch, so that alpha = times·λ·b/m, and a step of the
 * same size along the gradient needs 1/times of the learning rate.
 */
function timesCost({ task }: Subject): number {
  if (task.spec.head === "multilabel") return task.spec.outputs;
  return task.spec.head === "regression" ? 0.5 : 1;
}

/** A program for scikit-learn's multi-layer perceptron; comments say what it cannot do. */
export function toSklearn(subject: Subject): string {
  const { task } = subject;
  const estimator =
    task.spec.head === "regression" || task.spec.head === "count" ? "MLPRegressor" : "MLPClassifier";
  const lines = [
    "import numpy as np",
    `from sklearn.neural_network import ${estimator}`,
    "",
    ...preparationComments(subject.preparation),
    ...loadingLines({ ...subject, hasWeights: false, hasDevelopment: false }, false),
    "",
    ...comments(missing(subject)),
    `model = ${estimator}(`,
    ...argumentsOf(subject).map((line) => `    ${line},`.replace(/,( {2}#.*),$/, ",$1")),
    ")",
    "",
    'if __name__ == "__main__":',
    "    model.fit(X, y)",
  ];
  return `${foldPython(lines).join("\n")}\n`;
}

function argumentsOf(subject: Subject): readonly string[] {
  const { settings, schedule, layers, weights } = subject;
  const [{ lambda } = { lambda: 0 }] = weights;
  const times = timesCost(subject);
  const factor = times === 1 ? "" : `${times} * `;
  const isFullBatch = settings.optimizer === "lbfgs";
  return [
    `hidden_layer_sizes=${python(settings.hiddenLayers)}`,
    `activation="${ACTIVATIONS[layers.length === 1 ? "linear" : (layers[0]?.activation as ActivationName)] ?? "relu"}"`,
    `alpha=${lambda === 0 ? "0.0" : `${factor}${lambda} * ${schedule.batchSize} / m`},  # λ·b/m${times === 1 ? "" : `·${times}`}: its penalty is alpha/(2b)·Σw²`,
    ...solverArguments(subject),
    ...when(!isFullBatch, `batch_size=${schedule.batchSize}`),
    `max_iter=${isFullBatch ? schedule.iterations : schedule.epochs},  # ${isFullBatch ? "iterations" : "epochs"}`,
    "tol=0.0",
    ...when(isFullBatch, `max_fun=${100 * schedule.iterations}`),
    ...when(!isFullBatch, `n_iter_no_change=${schedule.epochs},  # no stop of its own`),
    `random_state=${settings.seed}`,
  ];
}

function solverArguments(subject: Subject): readonly string[] {
  const { settings, optimizer } = subject;
  const { momentum, beta1, beta2, epsilon } = optimizer;
  const times = timesCost(subject);
  const rate = settings.learningRate / times;
  const named = settings.optimizer;
  if (named === "lbfgs") return ['solver="lbfgs"'];
  if (named === "adam" || named === "adamw") {
    return [
      'solver="adam"',
      `learning_rate_init=${settings.learningRate}`,
      `beta_1=${beta1}`,
      `beta_2=${beta2}`,
      `epsilon=${epsilon * times}`,
    ];
  }
  return [
    'solver="sgd"',
    `learning_rate_init=${rate}${times === 1 ? "" : `,  # its cost is ${times} times wellfit's`}`,
    `momentum=${momentum}`,
    `nesterovs_momentum=${python(named === "nesterov")}`,
  ];
}

/** What scikit-learn has no word for. */
function missing(subject: Subject): readonly string[] {
  return [...missingOfNetwork(subject), ...missingOfCost(subject), ...missingOfSteps(subject)];
}

function lacking(condition: boolean, what: string): readonly string[] {
  return when(condition, `No equivalent in scikit-learn: ${what}.`);
}

function differs(values: readonly unknown[]): boolean {
  return new Set(values).size > 1;
}

function missingOfNetwork({ layers, outputs, weights }: Subject): readonly string[] {
  const hidden = layers.slice(0, -1);
  const names = new Set(hidden.map(({ activation }) => activation));
  return [
    "Its first weights are uniform by a rule of its own, and so are its first biases; it draws other random numbers.",
    ...lacking(
      [...names].some((name) => ACTIVATIONS[name] === undefined),
      `activation ${[...names].join(", ")}`,
    ),
    ...lacking(differs([...names]), "an activation per layer; the first one stands for all"),
    ...lacking(
      hidden.some(({ normalization }) => normalization !== "none"),
      "normalization",
    ),
    ...lacking(
      outputs.some(({ keepProbability }) => keepProbability < 1),
      "dropout",
    ),
    ...lacking(
      outputs.some(({ noise }) => noise > 0),
      "noise",
    ),
    ...lacking(
      weights.some(({ connectKeepProbability }) => connectKeepProbability < 1),
      "DropConnect",
    ),
  ];
}

function missingOfCost(subject: Subject): readonly string[] {
  const { settings, weights, weightDecay, task } = subject;
  return [
    ...lacking(settings.mixup > 0, "mixup"),
    ...lacking(
      weights.some(({ lambda1 }) => lambda1 > 0),
      "the L1 penalty",
    ),
    ...lacking(differs(weights.map(({ lambda }) => lambda)), "a λ per layer; the first one stands for all"),
    ...lacking(weightDecay > 0, "decoupled weight decay"),
    ...lacking(settings.labelSmoothing > 0, "label smoothing"),
    ...lacking(isWeighted(subject), "weights of classes or examples"),
    ...lacking(settings.clipping !== "none", "clipping of gradients"),
    ...lacking(settings.constraint !== "none", "constraints on weights"),
    ...lacking(settings.averaging !== "none", "averaged parameters"),
    ...lacking(
      task.lossName === "huber" || task.lossName === "poisson",
      `loss ${task.lossName}; squares stand for it`,
    ),
  ];
}

/** The solvers that it has. */
const SOLVERS = ["gradient-descent", "momentum", "nesterov", "adam", "adamw", "lbfgs"];

function missingOfSteps({ settings, rates, schedule }: Subject): readonly string[] {
  return [
    ...lacking(!SOLVERS.includes(settings.optimizer), `optimizer ${settings.optimizer}; sgd stands for it`),
    ...lacking(
      settings.schedule !== "constant" || rates.warmup > 0,
      `schedule ${settings.schedule} with warm-up`,
    ),
    ...lacking(
      settings.patience !== undefined,
      "early stopping on your own development data; early_stopping=True holds a random part out of X",
    ),
    ...when(
      settings.optimizer === "adam" || settings.optimizer === "adamw",
      "Its Adam adds epsilon before the root's correction, wellfit after it.",
    ),
    ...when(
      schedule.lastBatchSize < schedule.batchSize,
      `The last batch of an epoch has ${schedule.lastBatchSize} examples: there its penalty is larger.`,
    ),
    ...when(settings.precision === "f32", "It computes in float32 where X is float32."),
  ];
}

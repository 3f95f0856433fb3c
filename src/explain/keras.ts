import type { InitialiserName } from "../network/initialisers.ts";
import { foldPython } from "./fold-python.ts";
import { kerasLayer } from "./keras-layers.ts";
import { preparationComments } from "./preparation-comments.ts";
import {
  comments,
  factorLines,
  hasFactor,
  indent,
  loadingLines,
  python,
  pythonFloat,
  weightLines,
  when,
} from "./python.ts";
import { isWeighted, type Subject } from "./subject.ts";

const scaling = (scale: number, mode: string, distribution: string): string =>
  `initializers.VarianceScaling(scale=${python(scale)}, mode="${mode}", distribution="${distribution}")`;

const INITIALISERS: Readonly<Record<InitialiserName, string>> = {
  article: scaling(1, "fan_in", "untruncated_normal"),
  "he-normal": scaling(2, "fan_in", "untruncated_normal"),
  "he-uniform": scaling(2, "fan_in", "uniform"),
  "xavier-normal": scaling(1, "fan_avg", "untruncated_normal"),
  "xavier-uniform": scaling(1, "fan_avg", "uniform"),
  "lecun-normal": scaling(1, "fan_in", "untruncated_normal"),
  "lecun-uniform": scaling(1, "fan_in", "uniform"),
  orthogonal: "initializers.Orthogonal()",
  zeros: "initializers.Zeros()",
};

/** A program for Keras 3; comments say what it cannot do. */
export function toKeras(subject: Subject): string {
  const { settings, task } = subject;
  const isOneHot = task.spec.head === "multiclass";
  const lines = [
    ...when(hasFactor(subject), "import math", ""),
    "import keras",
    "import numpy as np",
    "from keras import constraints, initializers, layers, regularizers",
    "",
    ...preparationComments(subject.preparation),
    ...loadingLines(subject, isOneHot),
    ...(isWeighted(subject) ? weightLines(subject) : []),
    ...targetLines(subject, "y", "y"),
    ...(hasDevelopment(subject) ? targetLines(subject, "y_development", "y_development") : []),
    "",
    `keras.backend.set_floatx("${settings.precision === "f64" ? "float64" : "float32"}")`,
    `keras.utils.set_random_seed(${settings.seed})  # other random numbers than wellfit's`,
    ...comments(remarks(subject)),
    "",
    "",
    "def initializer():",
    `    return ${INITIALISERS[settings.initialiser]}`,
    "",
    "",
    "model = keras.Sequential([",
    ...indent(layerLines(subject)),
    "])",
    "model.compile(",
    `    optimizer=${optimizerOf(subject)},`,
    `    loss=${lossOf(subject)},`,
    ")",
    ...callbackLines(subject),
    "",
    'if __name__ == "__main__":',
    ...indent(fitLines(subject)),
  ];
  return `${foldPython(lines).join("\n")}\n`;
}

function hasDevelopment({ settings, hasDevelopment: isGiven }: Subject): boolean {
  return isGiven && (settings.patience !== undefined || settings.schedule === "plateau");
}

function targetLines({ task }: Subject, name: string, from: string): readonly string[] {
  const { head, outputs } = task.spec;
  return [
    `${name} = ${head === "multiclass" ? `np.eye(K)[${from}.astype(int)]` : `${from}.reshape(-1, ${outputs})`}`,
  ];
}

function layerLines(subject: Subject): readonly string[] {
  const { layers, outputs, features, settings, task } = subject;
  const noiseAfter = (layer: number): readonly string[] => {
    const { noise, keepProbability } = outputs[layer] ?? { noise: 0, keepProbability: 1 };
    const rate = python(Number((1 - keepProbability).toPrecision(15)));
    const kinds = { standard: "Dropout", gaussian: "GaussianDropout", alpha: "AlphaDropout" };
    return [
      ...when(noise > 0, `layers.GaussianNoise(${noise}),`),
      ...when(
        keepProbability < 1,
        `layers.${kinds[settings.dropoutKind]}(${rate}),  # keep probability ${keepProbability}`,
      ),
    ];
  };
  const ofLayers = layers.flatMap((layer, index) => [
    ...kerasLayer(layer, denseOf(subject, index)),
    ...(index < layers.length - 1 ? noiseAfter(index + 1) : []),
  ]);
  const link = task.spec.head === "count" ? ['layers.Activation("exponential"),  # the mean of a count'] : [];
  return [`keras.Input(shape=(${features.length},)),`, ...noiseAfter(0), ...ofLayers, ...link];
}

function denseOf({ layers, weights, settings }: Subject, index: number): string {
  const { lambda = 0, lambda1 = 0 } = weights[index] ?? {};
  const { constraint, constraintLimit } = settings;
  const kinds = {
    none: undefined,
    "max-norm": `constraints.MaxNorm(${constraintLimit ?? 3}, axis=0)`,
    "unit-norm": "constraints.UnitNorm(axis=0)",
    "non-negative": "constraints.NonNeg()",
    "spectral-norm": undefined,
  };
  const penalties = [
    ...when(lambda1 > 0, `l1=${lambda1} / m`),
    ...when(lambda > 0, `l2=${lambda} / (2 * m)`),
  ];
  return `layers.Dense(${[
    layers[index]?.units,
    "kernel_initializer=initializer()",
    ...when(penalties.length > 0, `kernel_regularizer=regularizers.L1L2(${penalties.join(", ")})`),
    ...when(kinds[constraint] !== undefined, `kernel_constraint=${kinds[constraint]}`),
  ].join(", ")})`;
}

function lossOf({ task, settings, classNames }: Subject): string {
  const { labelSmoothing, huberDelta } = settings;
  const smoothing = labelSmoothing > 0 ? `, label_smoothing=${labelSmoothing}` : "";
  const ofClasses = task.spec.head === "multiclass" && classNames.length > 2 ? "Categorical" : "Binary";
  return {
    "cross-entropy": `keras.losses.${ofClasses}Crossentropy(from_logits=True${smoothing})`,
    squared: "keras.losses.MeanSquaredError()",
    huber: `keras.losses.Huber(delta=${huberDelta})`,
    poisson: "keras.losses.Poisson()",
  }[task.lossName];
}

function optimizerOf(subject: Subject): string {
  const { settings, optimizer, weightDecay } = subject;
  const { momentum, beta1, beta2, rho, epsilon } = optimizer;
  const clips = { none: "", value: "clipvalue", norm: "clipnorm", "global-norm": "global_clipnorm" };
  const own = {
    "gradient-descent": ["SGD"],
    momentum: ["SGD", `momentum=${pythonFloat(momentum)}`],
    nesterov: ["SGD", `momentum=${pythonFloat(momentum)}`, "nesterov=True"],
    rmsprop: ["RMSprop", `rho=${rho}`, `epsilon=${epsilon}`],
    adagrad: ["Adagrad", "initial_accumulator_value=0.0", `epsilon=${epsilon}`],
    adam: ["Adam", `beta_1=${beta1}`, `beta_2=${beta2}`, `epsilon=${epsilon}`],
    adamw: ["AdamW", `beta_1=${beta1}`, `beta_2=${beta2}`, `epsilon=${epsilon}`],
    lion: ["Lion", `beta_1=${beta1}`, `beta_2=${beta2}`],
    lbfgs: ["SGD"],
  }[settings.optimizer];
  const [name = "SGD", ...numbers] = own;
  return `keras.optimizers.${name}(${[
    `learning_rate=${pythonFloat(settings.learningRate)}`,
    ...numbers,
    ...when(weightDecay > 0 || settings.optimizer === "adamw", `weight_decay=${pythonFloat(weightDecay)}`),
    ...when(settings.clipping !== "none", `${clips[settings.clipping]}=${settings.clippingLimit ?? 1}`),
    ...when(
      settings.averaging === "ema" || settings.averaging === "ema-corrected",
      "use_ema=True",
      `ema_momentum=${settings.averageDecay ?? 0.999}`,
    ),
  ].join(", ")})`;
}

function callbackLines(subject: Subject): readonly string[] {
  const { settings, rates, weightDecay } = subject;
  const isPlateau = settings.schedule === "plateau";
  return [
    ...when(
      weightDecay > 0,
      'model.optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])',
    ),
    ...(hasFactor(subject) ? ["", "", ...factorLines(subject), "", "", ...rateCallback(subject)] : []),
    ...when(hasCallbacks(subject), "callbacks = ["),
    ...when(hasFactor(subject), "    Rate(),"),
    ...when(
      isPlateau,
      `    keras.callbacks.ReduceLROnPlateau(monitor="${hasDevelopment(subject) ? "val_loss" : "loss"}", factor=${rates.rateDecay}, patience=${rates.plateauPatience + 1}, min_delta=1e-4, min_lr=${rates.finalRate * settings.learningRate}),  # counts epochs`,
    ),
    ...when(
      isStopped(subject),
      `    keras.callbacks.EarlyStopping(monitor="val_loss", patience=${settings.patience}, min_delta=${settings.minChange}, restore_best_weights=${python(settings.restoreBest)}),  # counts epochs`,
    ),
    ...when(hasCallbacks(subject), "]"),
  ];
}

function isStopped(subject: Subject): boolean {
  return subject.settings.patience !== undefined && hasDevelopment(subject);
}

function hasCallbacks(subject: Subject): boolean {
  return hasFactor(subject) || subject.settings.schedule === "plateau" || isStopped(subject);
}

function rateCallback({ settings, rates }: Subject): readonly string[] {
  const set = `self.model.optimizer.learning_rate = ${settings.learningRate} * factor(self.iteration)`;
  const isPlateau = settings.schedule === "plateau";
  return [
    "class Rate(keras.callbacks.Callback):",
    "    def on_train_begin(self, logs=None):",
    "        self.iteration = 0",
    "",
    "    def on_train_batch_begin(self, batch, logs=None):",
    ...when(isPlateau, `        if self.iteration <= ${rates.warmup}:  # then the rate is plateau's`),
    ...indent([set], isPlateau ? 3 : 2),
    "        self.iteration += 1",
    "",
    "",
  ];
}

function fitLines(subject: Subject): readonly string[] {
  const { schedule } = subject;
  return [
    "model.fit(",
    "    X,",
    "    y,",
    `    batch_size=${schedule.batchSize},`,
    `    epochs=${schedule.epochs},`,
    ...when(isWeighted(subject), "    sample_weight=sample_weight,"),
    ...when(hasDevelopment(subject), "    validation_data=(X_development, y_development),"),
    ...when(hasCallbacks(subject), "    callbacks=callbacks,"),
    ")",
  ];
}

/** What the program does otherwise than wellfit. */
function remarks(subject: Subject): readonly string[] {
  return [...differencesOfSteps(subject), ...differencesOfRun(subject), ...missing(subject)];
}

function differencesOfSteps(subject: Subject): readonly string[] {
  const { settings, layers } = subject;
  const { optimizer } = settings;
  const isPlateau = settings.schedule === "plateau";
  return [
    ...when(
      (optimizer === "momentum" || optimizer === "nesterov") && (hasFactor(subject) || isPlateau),
      "Its momentum keeps steps at the rates that they were taken at; wellfit's, as PyTorch's, keeps gradients.",
    ),
    ...when(isPlateau, "Plateau counts records of wellfit, epochs of Keras."),
    ...when(
      optimizer === "adam" || optimizer === "adamw",
      "Its Adam adds epsilon before the root's correction, wellfit after it.",
    ),
    ...when(
      optimizer === "rmsprop" || optimizer === "adagrad",
      "It adds epsilon within the root, wellfit outside.",
    ),
    ...when(
      layers.some(({ normalization }) => normalization === "batch"),
      "Its running variance is that of the batch; wellfit's, as PyTorch's, is times b/(b − 1).",
    ),
  ];
}

function differencesOfRun({ settings, schedule }: Subject): readonly string[] {
  const { averaging } = settings;
  return [
    ...when(
      schedule.iterations % schedule.batchesPerEpoch !== 0,
      `wellfit ends after ${schedule.iterations} iterations, within the last epoch.`,
    ),
    ...when(
      settings.patience !== undefined,
      "Patience counts records of wellfit, epochs of Keras; val_loss has the penalties in it.",
    ),
    ...when(
      averaging === "ema-corrected" ||
        settings.averageStart !== undefined ||
        settings.averageInterval !== undefined,
      "Its average begins at once, has every step in it, and is not corrected for its start.",
    ),
    ...when(
      settings.mask === "frozen",
      "wellfit's masks are the same in every iteration here; these are drawn anew.",
    ),
  ];
}

function missing({ settings, weights, classNames }: Subject): readonly string[] {
  const { optimizer, averaging, constraint } = settings;
  const lacking = (condition: boolean, what: string): readonly string[] =>
    when(condition, `No equivalent in Keras: ${what}.`);
  return [
    ...lacking(optimizer === "lbfgs", "optimizer lbfgs; SGD stands for it"),
    ...lacking(
      weights.some(({ connectKeepProbability }) => connectKeepProbability < 1),
      "DropConnect",
    ),
    ...lacking(settings.mixup > 0, "mixup, outside of KerasCV"),
    ...lacking(averaging === "swa", "stochastic weight averaging"),
    ...lacking(
      constraint === "spectral-norm",
      "a limit on singular values; SpectralNormalization sets them to 1",
    ),
    ...when(
      classNames.length > 2 && settings.labelSmoothing > 0,
      "Smoothing spreads over K classes here as there.",
    ),
  ];
}

import type { InitialiserName } from "../network/initialisers.ts";
import { optimizers } from "../train/optimizers.ts";
import { foldPython } from "./fold-python.ts";
import { preparationComments } from "./preparation-comments.ts";
import {
  comments,
  factorLines,
  hasFactor,
  indent,
  loadingLines,
  python,
  weightLines,
  when,
} from "./python.ts";
import { pytorchLayer } from "./pytorch-layers.ts";
import { pytorchLoop } from "./pytorch-loop.ts";
import { pytorchModules } from "./pytorch-modules.ts";
import { hasDecayAsPenalty, penaltyLines } from "./pytorch-penalties.ts";
import { isWeighted, type Subject } from "./subject.ts";

/** What fills one matrix of weights w; PyTorch's own default is none of these. */
const INITIALISERS: Readonly<Record<InitialiserName, string>> = {
  article: "nn.init.normal_(w, std=w.shape[1] ** -0.5)",
  "he-normal": 'nn.init.kaiming_normal_(w, nonlinearity="relu")',
  "he-uniform": 'nn.init.kaiming_uniform_(w, nonlinearity="relu")',
  "xavier-normal": "nn.init.xavier_normal_(w)",
  "xavier-uniform": "nn.init.xavier_uniform_(w)",
  "lecun-normal": "nn.init.normal_(w, std=w.shape[1] ** -0.5)",
  "lecun-uniform": "nn.init.uniform_(w, -((3 / w.shape[1]) ** 0.5), (3 / w.shape[1]) ** 0.5)",
  orthogonal: "nn.init.orthogonal_(w)",
  zeros: "nn.init.zeros_(w)",
};

/**
 * A whole program for PyTorch that trains the same network in the same way. It draws other random numbers; from the same
 * first weights, a run without noise and on the full batch takes the same steps.
 */
export function toPytorch(subject: Subject): string {
  const { settings, task } = subject;
  const isOneHot = task.spec.head === "multiclass";
  const needsMath = pytorchModules(subject).some((line) => line.includes("math.")) || hasFactor(subject);
  const lines = [
    ...when(needsMath, "import math", ""),
    "import numpy as np",
    "import torch",
    "import torch.nn.functional as F",
    "from torch import nn",
    "",
    ...preparationComments(subject.preparation),
    ...loadingLines(subject, isOneHot),
    "",
    `torch.set_default_dtype(torch.${settings.precision === "f64" ? "float64" : "float32"})`,
    `torch.manual_seed(${settings.seed})  # other random numbers than wellfit's`,
    ...comments(remarks(subject)),
    ...pytorchModules(subject),
    "",
    ...modelLines(subject),
    "",
    ...targetLines(subject),
    "",
    "",
    ...costLines(subject),
    "",
    "",
    ...penaltyLines(subject),
    ...optimizerLines(subject),
    ...(hasFactor(subject) ? ["", "", ...factorLines(subject)] : []),
    "",
    "",
    ...pytorchLoop(subject),
    "",
    "",
    'if __name__ == "__main__":',
    "    train()",
  ];
  return `${foldPython(lines).join("\n")}\n`;
}

/** What the program does otherwise than wellfit. */
function remarks({ settings }: Subject): readonly string[] {
  const { mask, rng, clipping, monitor, patience } = settings;
  return [
    ...when(mask === "frozen", "wellfit's masks are the same in every iteration here; these are drawn anew."),
    ...when(rng === "numpy", "wellfit's first weights are NumPy's here; these are PyTorch's."),
    ...when(
      clipping === "norm" || clipping === "global-norm",
      "PyTorch adds 1e-6 to the norm that it divides by.",
    ),
    ...when(
      patience !== undefined && monitor !== "development cost",
      `wellfit monitors ${monitor}; this monitors the development cost.`,
    ),
  ];
}

function modelLines(subject: Subject): readonly string[] {
  const { settings } = subject;
  return [
    "model = nn.Sequential(",
    ...indent(moduleLines(subject)),
    ")",
    "linears = [module for module in model if isinstance(module, nn.Linear)]",
    "weights_of = [linear.weight for linear in linears]",
    "for linear in linears:",
    `    w = linear.weight`,
    `    ${INITIALISERS[settings.initialiser]}`,
    "    nn.init.zeros_(linear.bias)",
  ];
}

function moduleLines({ layers, outputs, weights, settings }: Subject): readonly string[] {
  const noiseAfter = (layer: number): readonly string[] => {
    const { noise, keepProbability } = outputs[layer] ?? { noise: 0, keepProbability: 1 };
    const rate = python(Number((1 - keepProbability).toPrecision(15)));
    const kinds = { standard: "nn.Dropout", gaussian: "GaussianDropout", alpha: "nn.AlphaDropout" };
    return [
      ...when(noise > 0, `GaussianNoise(${noise}),`),
      ...when(
        keepProbability < 1,
        `${kinds[settings.dropoutKind]}(p=${rate}),  # keep probability ${keepProbability}`,
      ),
    ];
  };
  const ofLayers = layers.flatMap((layer, index) => {
    const { connectKeepProbability: keep } = weights[index] ?? { connectKeepProbability: 1 };
    const { inputs, units } = layer;
    const linear = keep < 1 ? `DropConnect(${inputs}, ${units}, ${keep})` : undefined;
    return [...pytorchLayer(layer, linear), ...(index < layers.length - 1 ? noiseAfter(index + 1) : [])];
  });
  return [...noiseAfter(0), ...ofLayers];
}

/** The arrays as tensors, in the shape of the logits. */
function targetLines(subject: Subject): readonly string[] {
  const { head, outputs } = subject.task.spec;
  const { labelSmoothing: s, patience, schedule } = subject.settings;
  const toTarget = head === "multiclass" ? "np.eye(K)[values.astype(int)]" : `values.reshape(-1, ${outputs})`;
  const usesDevelopment = subject.hasDevelopment && (patience !== undefined || schedule === "plateau");
  const classes = head === "multiclass" ? outputs : 2;
  return [
    "",
    "def to_tensors(rows, values):",
    "    dtype = torch.get_default_dtype()",
    `    values = torch.tensor(${toTarget}, dtype=dtype)`,
    "    return torch.tensor(rows, dtype=dtype), values",
    "",
    "",
    ...(isWeighted(subject) ? weightLines(subject) : []),
    ...when(
      isWeighted(subject),
      "example_weights = torch.tensor(sample_weight, dtype=torch.get_default_dtype())",
    ),
    "inputs, targets = to_tensors(X, y)",
    ...when(usesDevelopment, "development = to_tensors(X_development, y_development)"),
    ...when(s > 0, `targets = targets * ${python(1 - s)} + ${python(s)} / ${classes}  # label smoothing`),
  ];
}

function costLines({ task, settings }: Subject): readonly string[] {
  const none = 'reduction="none"';
  const mean = {
    "cross-entropy":
      task.spec.head === "multiclass"
        ? `F.cross_entropy(z, t, ${none})`
        : `F.binary_cross_entropy_with_logits(z, t, ${none}).mean(1)`,
    squared: `F.mse_loss(z, t, ${none}).mean(1)`,
    huber: `F.huber_loss(z, t, ${none}, delta=${settings.huberDelta}).mean(1)`,
    poisson: `F.poisson_nll_loss(z, t, log_input=True, full=False, ${none}).mean(1)`,
  }[task.lossName];
  return [
    "def costs(z, t):",
    '    """The cost of each example, from logits and targets."""',
    `    return ${mean}`,
  ];
}

function optimizerLines(subject: Subject): readonly string[] {
  const { settings, weights, optimizer, weightDecay, schedule } = subject;
  const { learningRate } = settings;
  const isAdamW = settings.optimizer === "adamw";
  const decays = hasDecayAsPenalty(subject)
    ? weights.map(({ lambda }) => `${lambda} / m`)
    : weights.map(() => (isAdamW ? String(weightDecay) : "0.0"));
  const isGrouped = hasDecayAsPenalty(subject) || isAdamW;
  const groups = [
    `WEIGHT_DECAY = [${decays.join(", ")}]  # by layer${isAdamW ? "" : ": λ/m, which is added to the gradient as λ/m·w"}`,
    "others = [p for p in model.parameters() if all(p is not w for w in weights_of)]",
    'groups = [{"params": [w], "weight_decay": d} for w, d in zip(weights_of, WEIGHT_DECAY)]',
    'groups.append({"params": others, "weight_decay": 0.0})  # biases, scales and shifts are left out',
  ];
  const of = isGrouped ? "groups" : "model.parameters()";
  const { momentum, beta1, beta2, rho, epsilon } = optimizer;
  const calls = {
    "gradient-descent": `torch.optim.SGD(${of}, lr=${learningRate})`,
    momentum: `torch.optim.SGD(${of}, lr=${learningRate}, momentum=${momentum})`,
    nesterov: `torch.optim.SGD(${of}, lr=${learningRate}, momentum=${momentum}, nesterov=True)`,
    rmsprop: `torch.optim.RMSprop(${of}, lr=${learningRate}, alpha=${rho}, eps=${epsilon})`,
    adagrad: `torch.optim.Adagrad(${of}, lr=${learningRate}, eps=${epsilon})`,
    adam: `torch.optim.Adam(${of}, lr=${learningRate}, betas=(${beta1}, ${beta2}), eps=${epsilon})`,
    adamw: `torch.optim.AdamW(${of}, lr=${learningRate}, betas=(${beta1}, ${beta2}), eps=${epsilon})`,
    lion: `Lion(${of}, lr=${learningRate}, betas=(${beta1}, ${beta2}))`,
    lbfgs: `torch.optim.LBFGS(${of}, lr=${learningRate}, max_iter=${schedule.iterations}, max_eval=${100 * schedule.iterations}, history_size=10, tolerance_grad=0, tolerance_change=0, line_search_fn="strong_wolfe")`,
  };
  return [
    ...when(isGrouped, ...groups),
    `optimizer = ${calls[settings.optimizer]}  # ${optimizers[settings.optimizer].source}`,
  ];
}

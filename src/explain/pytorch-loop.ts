import { type Constraint, constraints } from "../train/constraints.ts";
import { hasFactor, indent, python, when } from "./python.ts";
import { hasDecayAsPenalty, hasPenaltyFunction } from "./pytorch-penalties.ts";
import { isWeighted, type Subject } from "./subject.ts";

/** The lines of a function `train()`, and of what it calls. */
export function pytorchLoop(subject: Subject): readonly string[] {
  if (subject.settings.optimizer === "lbfgs") return fullBatchLines(subject);
  return [
    ...iterationLines(subject),
    "",
    "",
    ...constraintLines(subject),
    ...averageLines(subject),
    ...monitorLines(subject),
    ...trainLines(subject),
  ];
}

function costOf(subject: Subject): string {
  const each = isWeighted(subject) ? "(w * costs(model(x), t)).mean()" : "costs(model(x), t).mean()";
  return `${each}${hasPenaltyFunction(subject) ? " + penalty()" : ""}`;
}

/** All iterations are one call of its step. */
function fullBatchLines(subject: Subject): readonly string[] {
  return [
    "def closure():",
    "    optimizer.zero_grad()",
    `    x, t${isWeighted(subject) ? ", w" : ""} = inputs, targets${isWeighted(subject) ? ", example_weights" : ""}`,
    `    cost = ${costOf(subject)}`,
    "    cost.backward()",
    "    return cost",
    "",
    "",
    "def train():",
    "    model.train()",
    "    optimizer.step(closure)  # all iterations, each with its line search",
    "    model.eval()",
  ];
}

function iterationLines(subject: Subject): readonly string[] {
  const { settings, weightDecay } = subject;
  const limit = settings.clippingLimit ?? 1;
  const clip = {
    none: [],
    value: [`nn.utils.clip_grad_value_(model.parameters(), ${limit})`],
    norm: ["for p in model.parameters():", `    nn.utils.clip_grad_norm_([p], ${limit})`],
    "global-norm": [`nn.utils.clip_grad_norm_(model.parameters(), ${limit})`],
  }[settings.clipping];
  const isDecayedHere = weightDecay > 0 && settings.optimizer !== "adamw";
  return [
    `def step(x, t${isWeighted(subject) ? ", w" : ""}):`,
    "    optimizer.zero_grad()",
    ...indent(mixLines(subject)),
    `    cost = ${costOf(subject)}`,
    "    cost.backward()",
    ...indent(clip),
    ...when(
      isDecayedHere,
      "    with torch.no_grad():  # decoupled weight decay",
      "        for weight in weights_of:",
      `            weight.mul_(1 - optimizer.param_groups[0]["lr"] * ${weightDecay})`,
    ),
    "    optimizer.step()",
    ...when(settings.constraint !== "none", "    constrain()"),
  ];
}

function mixLines(subject: Subject): readonly string[] {
  const { mixup } = subject.settings;
  if (mixup === 0) return [];
  const names = ["x", "t", ...when(isWeighted(subject), "w")];
  return [
    `share = float(torch.distributions.Beta(${python(mixup)}, ${python(mixup)}).sample())  # mixup`,
    "partners = torch.randperm(len(x))  # wellfit takes partners from all examples",
    ...names.map((name) => `${name} = share * ${name} + (1 - share) * ${name}[partners]`),
  ];
}

function constraintLines({ settings }: Subject): readonly string[] {
  if (settings.constraint === "none") return [];
  const kind: Constraint = constraints[settings.constraint];
  const limit = settings.constraintLimit ?? kind.defaultLimit ?? 1;
  const norms = "norms = w.norm(dim=1, keepdim=True)";
  const lines = {
    "max-norm": [norms, `w.mul_(torch.where(norms > ${limit}, ${limit} / norms, torch.ones_like(norms)))`],
    "unit-norm": [norms, "w.div_(torch.where(norms > 0, norms, torch.ones_like(norms)))"],
    "non-negative": ["w.clamp_(min=0)"],
    "spectral-norm": [
      "norm = torch.linalg.matrix_norm(w, 2)",
      `if norm > ${limit}:`,
      `    w.mul_(${limit} / norm)`,
    ],
  }[settings.constraint];
  return [
    "@torch.no_grad()",
    "def constrain():",
    `    """${kind.description}"""`,
    "    for w in weights_of:",
    ...indent(lines, 2),
    "",
    "",
  ];
}

function averageLines({ settings, schedule }: Subject): readonly string[] {
  const { averaging, averageDecay: d = 0.999, averageInterval = 1, averageStart } = settings;
  if (averaging === "none") return [];
  const start = Math.floor((averageStart ?? (averaging === "swa" ? 0.75 : 0)) * schedule.iterations);
  const weight = {
    ema: `1.0 if n == 0 else 1 - ${d}`,
    "ema-corrected": `(1 - ${d}) / (1 - ${d} ** (n + 1))`,
    swa: "1 / (n + 1)",
  }[averaging];
  return [
    "average = {}",
    "",
    "",
    "@torch.no_grad()",
    "def take_average(iteration):",
    `    since = iteration - ${start}`,
    `    if since < 0 or since % ${averageInterval} != 0:`,
    "        return",
    `    n = since // ${averageInterval}`,
    `    weight = ${weight}`,
    "    for name, value in model.state_dict().items():",
    "        if not value.is_floating_point():",
    "            continue",
    "        mean = average.setdefault(name, value.clone())",
    "        mean.add_(weight * (value - mean))",
    "",
    "",
  ];
}

function usesMonitor({ settings, hasDevelopment }: Subject): boolean {
  return (settings.patience !== undefined || settings.schedule === "plateau") && hasDevelopment;
}

/** The cost of a development set; without one, that of the training examples with its penalty. */
function monitoredCost(subject: Subject): string {
  const plain = "costs(model(x), t).mean()";
  if (usesMonitor(subject)) return plain;
  const mean = isWeighted(subject) ? "(example_weights * costs(model(x), t)).mean()" : plain;
  const decay = "sum(d / 2 * (w**2).sum() for w, d in zip(weights_of, WEIGHT_DECAY))";
  return [
    mean,
    ...when(hasPenaltyFunction(subject), "penalty()"),
    ...when(hasDecayAsPenalty(subject), decay),
  ].join(" + ");
}

/** What plateau and early stopping watch, as the network predicts. */
function monitorLines(subject: Subject): readonly string[] {
  const { rates, settings } = subject;
  const isPlateau = settings.schedule === "plateau";
  return [
    ...when(
      isPlateau && hasFactor(subject),
      `full = torch.optim.SGD([torch.zeros(1)], lr=${settings.learningRate})  # holds the rate that plateau reduces; a warm-up takes a share of it`,
    ),
    ...when(
      isPlateau,
      `plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(${hasFactor(subject) ? "full" : "optimizer"}, factor=${rates.rateDecay}, patience=${rates.plateauPatience}, threshold=1e-4, min_lr=${rates.finalRate * settings.learningRate}, eps=0)`,
      "",
      "",
    ),
    ...when(
      usesMonitor(subject) || isPlateau,
      "@torch.no_grad()",
      "def monitored():",
      "    model.eval()",
      `    x, t = ${usesMonitor(subject) ? "development" : "inputs, targets"}`,
      `    value = float(${monitoredCost(subject)})`,
      "    model.train()",
      "    return value",
      "",
      "",
    ),
  ];
}

function trainLines(subject: Subject): readonly string[] {
  const { settings, schedule } = subject;
  const isOneBatch = schedule.batchesPerEpoch === 1;
  const arrays = ["inputs", "targets", ...when(isWeighted(subject), "example_weights")];
  const rows = isOneBatch ? arrays : arrays.map((name) => `${name}[rows]`);
  const isStopped = settings.patience !== undefined && usesMonitor(subject);
  return [
    "def train():",
    "    model.train()",
    ...when(isStopped, '    best, improvement, waited, kept = float("inf"), float("inf"), 0, None'),
    `    for iteration in range(${schedule.iterations}):`,
    ...indent(
      [
        ...recordLines(subject, isStopped),
        ...when(
          !isOneBatch,
          `place = iteration % ${schedule.batchesPerEpoch}`,
          "if place == 0:",
          "    order = torch.randperm(m)  # a new order in each epoch",
          `rows = order[${schedule.batchSize} * place : ${schedule.batchSize} * (place + 1)]`,
        ),
        ...when(
          hasFactor(subject),
          "for group in optimizer.param_groups:",
          `    group["lr"] = ${fullRateOf(settings)} * factor(iteration)`,
        ),
        `step(${rows.join(", ")})`,
        ...when(settings.averaging !== "none", "take_average(iteration)"),
      ],
      2,
    ),
    ...when(settings.averaging !== "none", "    model.load_state_dict({**model.state_dict(), **average})"),
    ...when(
      isStopped && settings.restoreBest,
      "    if kept is not None:",
      "        model.load_state_dict(kept)",
    ),
    "    model.eval()",
  ];
}

/** The rate that a schedule's factors are of: with plateau, what it has come to. */
function fullRateOf({ schedule, learningRate }: Subject["settings"]): string {
  return schedule === "plateau" ? 'full.param_groups[0]["lr"]' : String(learningRate);
}

/** What happens at a record: the plateau is told, and early stopping looks. */
function recordLines({ settings, schedule }: Subject, isStopped: boolean): readonly string[] {
  const { patience, minChange } = settings;
  const isPlateau = settings.schedule === "plateau";
  if (!isStopped && !isPlateau) return [];
  return [
    `if iteration % ${schedule.costInterval} == 0:`,
    "    value = monitored()",
    ...when(isPlateau, "    plateau.step(value)"),
    ...when(
      isStopped,
      "    if value < best:",
      "        best, kept = value, {name: v.clone() for name, v in model.state_dict().items()}",
      `    if value < improvement - ${minChange}:`,
      "        improvement, waited = value, 0",
      "    else:",
      "        waited += 1",
      `    if waited >= ${patience}:`,
      "        break  # early stopping",
    ),
  ];
}

import { formatCount, formatNumber, formatPlural } from "../base/number-format.ts";
import { activations } from "../network/activations.ts";
import { heads } from "../network/heads.ts";
import { initialisers } from "../network/initialisers.ts";
import { createLayout } from "../network/layout.ts";
import { losses } from "../network/losses.ts";
import { normalizations } from "../network/normalizations.ts";
import { layersOf, type NetworkSpec } from "../network/spec.ts";
import { averagings } from "../train/averaging.ts";
import { clippings } from "../train/clipping.ts";
import { type Constraint, constraints } from "../train/constraints.ts";
import { dropouts } from "../train/dropouts.ts";
import { optimizers } from "../train/optimizers.ts";
import { schedules } from "../train/schedules.ts";
import type { Subject } from "./subject.ts";

/** One layer of an explained network. */
export interface ExplainedLayer {
  /** Counted from 1; the last is the output layer. */
  readonly layer: number;
  readonly inputs: number;
  readonly units: number;
  readonly normalization: string;
  readonly activation: string;
  /** Parameters that steps change. */
  readonly trained: number;
  /** Running statistics, which are measured. */
  readonly measured: number;
}

/** One regularizer of a run. */
export interface ExplainedRegularizer {
  readonly name: string;
  /** What it acts on: "cost, layer 1", "gradients", "targets". */
  readonly place: string;
  /** What it does, as a formula where it has one. */
  readonly formula: string;
  /** How strongly, as it acts. */
  readonly strength: string;
}

/** One fact in words. */
export interface ExplainedFact {
  readonly name: string;
  readonly text: string;
}

/** The layers of a network from the first hidden one to the output layer. */
export function describeNetwork(spec: NetworkSpec): readonly ExplainedLayer[] {
  const layers = layersOf(spec);
  const layout = createLayout(spec);
  const { head = "binary" } = spec;
  return layers.map(({ inputs, units, activation, normalization }, index) => {
    const own = layout.entries.filter(({ layer }) => layer === index + 1);
    const sumOf = (isMeasured: boolean): number =>
      own
        .filter(({ offset }) => offset >= layout.trained === isMeasured)
        .reduce((sum, { length }) => sum + length, 0);
    const link = `${head}: ${heads[head].link}`;
    return {
      layer: index + 1,
      inputs,
      units,
      normalization,
      activation:
        index === layers.length - 1 ? link : `${activation}: ${activations[activation].description}`,
      trained: sumOf(false),
      measured: sumOf(true),
    };
  });
}

/** Every regularizer of a run, where it acts, and how strongly. */
export function describeRegularizers(subject: Subject): readonly ExplainedRegularizer[] {
  return [
    ...ofWeights(subject),
    ...ofOutputs(subject),
    ...ofNormalization(subject),
    ...ofTargets(subject),
    ...ofSteps(subject),
  ];
}

const show = (value: number): string => formatNumber(value);

function ofWeights({ weights, layers, examples }: Subject): readonly ExplainedRegularizer[] {
  return weights.flatMap(({ lambda, lambda1, connectKeepProbability: keep }, index) => {
    const place = `weights of ${layerInWords(index + 1, layers.length)}`;
    const cost = `cost, ${place}`;
    return [
      {
        name: "L2",
        place: cost,
        formula: "λ/(2m)·Σw², gradient λ/m·w",
        strength: `λ ${lambda}: ${show(lambda / examples)}·w in every batch`,
        size: lambda,
      },
      {
        name: "L1",
        place: cost,
        formula: "λ₁/m·Σ|w|, gradient λ₁/m·sign(w)",
        strength: `λ₁ ${lambda1}: ±${show(lambda1 / examples)} in every batch`,
        size: lambda1,
      },
      {
        name: "DropConnect",
        place,
        formula: "a weight is 0 or w/p",
        strength: `p ${keep}: ${show(100 * (1 - keep))} % of weights drop out`,
        size: 1 - keep,
      },
    ]
      .filter(({ size }) => size > 0)
      .map(({ size: _size, ...row }) => row);
  });
}

function ofOutputs({ outputs, layers, settings }: Subject): readonly ExplainedRegularizer[] {
  return outputs.flatMap(({ keepProbability: keep, noise }, index) => {
    const place = index === 0 ? "features" : `units of ${layerInWords(index, layers.length)}`;
    const kind = settings.dropoutKind === "standard" ? "dropout" : `${settings.dropoutKind} dropout`;
    return [
      ...(noise > 0
        ? [{ name: "Gaussian noise", place, formula: "a + σ·normal number", strength: `σ ${noise}` }]
        : []),
      ...(keep < 1
        ? [
            {
              name: kind,
              place,
              formula: dropouts[settings.dropoutKind].description,
              strength: `p ${keep}, rate ${show(1 - keep)}; masks ${settings.mask}`,
            },
          ]
        : []),
    ];
  });
}

function ofNormalization({ layers, schedule }: Subject): readonly ExplainedRegularizer[] {
  return layers.flatMap(({ normalization }, index) =>
    normalization === "none"
      ? []
      : [
          {
            name: `${normalization} normalization`,
            place: `sums of ${layerInWords(index + 1, layers.length)}`,
            formula: normalizations[normalization].description,
            strength:
              normalization === "batch"
                ? `noise of batches of ${schedule.batchSize}; ε 1e-5, running momentum 0.1`
                : "ε 1e-5",
          },
        ],
  );
}

function ofTargets({ settings, task, hasWeights }: Subject): readonly ExplainedRegularizer[] {
  const { labelSmoothing, mixup, classWeights } = settings;
  const classes = task.spec.head === "multiclass" ? task.spec.outputs : 2;
  return [
    {
      name: "label smoothing",
      place: "targets",
      formula: `y·(1 − s) + s/${classes}`,
      strength: `s ${labelSmoothing}`,
      acts: labelSmoothing > 0,
    },
    {
      name: "mixup",
      place: "features and targets",
      formula: "share·example + (1 − share)·partner",
      strength: `share from Beta(${mixup}, ${mixup})`,
      acts: mixup > 0,
    },
    {
      name: "weights of classes",
      place: "cost",
      formula: "mean of weight·loss, weights 1 on average",
      strength: String(classWeights),
      acts: classWeights !== undefined,
    },
    {
      name: "weights of examples",
      place: "cost",
      formula: "mean of weight·loss, weights 1 on average",
      strength: "from the data",
      acts: hasWeights,
    },
  ]
    .filter(({ acts }) => acts)
    .map(({ name, place, formula, strength }) => ({ name, place, formula, strength }));
}

function ofSteps(subject: Subject): readonly ExplainedRegularizer[] {
  return [...ofUpdates(subject), ...ofRun(subject)].filter((row) => row !== undefined);
}

function ofUpdates({ settings, weightDecay }: Subject): readonly (ExplainedRegularizer | undefined)[] {
  const { clipping, constraint, learningRate } = settings;
  const kind: Constraint | undefined = constraint === "none" ? undefined : constraints[constraint];
  const limit = settings.constraintLimit ?? kind?.defaultLimit;
  return [
    clipping === "none"
      ? undefined
      : {
          name: `clipping (${clipping})`,
          place: "gradients",
          formula: clippings[clipping].description,
          strength: `limit ${settings.clippingLimit ?? 1}`,
        },
    weightDecay === 0
      ? undefined
      : {
          name: "decoupled weight decay",
          place: "weights, before each step",
          formula: "w − rate·decay·w",
          strength: `decay ${weightDecay}: ${show(100 * weightDecay * learningRate)} % of w in a step at full rate`,
        },
    kind && {
      name: constraint,
      place: "weights, after each step",
      formula: kind.description,
      strength: limit === undefined ? "no limit to set" : `limit ${limit}`,
    },
  ];
}

function ofRun({ settings, schedule }: Subject): readonly (ExplainedRegularizer | undefined)[] {
  const { averaging, patience } = settings;
  return [
    averaging === "none"
      ? undefined
      : {
          name: `averaging (${averaging})`,
          place: "parameters of the model",
          formula: averagings[averaging].description,
          strength: averaging === "swa" ? "equal weights" : `d ${settings.averageDecay ?? 0.999}`,
        },
    patience === undefined
      ? undefined
      : {
          name: "early stopping",
          place: "length of the run",
          formula: `${settings.monitor} no better in as many records`,
          strength: `${formatPlural(patience, "record")} of ${schedule.costInterval} iterations`,
        },
  ];
}

/** Loss, first weights, optimizer, learning rate, batches and length of a run, in words. */
export function describeTraining(subject: Subject): readonly ExplainedFact[] {
  const { settings, task, schedule, examples, rates } = subject;
  const { description } = optimizers[settings.optimizer];
  const numbers = Object.entries(subject.optimizer)
    .filter(([name]) => name in optimizers[settings.optimizer].defaults)
    .map(([name, value]) => `${name} ${value}`);
  const warmup = rates.warmup > 0 ? `, warm-up over ${show(rates.warmup)} iterations` : "";
  const { batchSize, batchesPerEpoch, lastBatchSize, iterations, epochs } = schedule;
  const rest = lastBatchSize < batchSize ? `, the last of ${lastBatchSize}` : "";
  return [
    { name: "task", text: `${task.spec.head}: ${heads[task.spec.head].description}` },
    { name: "loss", text: `${task.lossName}: ${losses[task.lossName].description}, mean over the examples` },
    {
      name: "first weights",
      text: `${settings.initialiser}: ${initialisers[settings.initialiser].description}; biases 0; seed ${settings.seed}`,
    },
    {
      name: "optimizer",
      text: [`${settings.optimizer}: ${description}`, `r ${settings.learningRate}`, ...numbers].join("; "),
    },
    {
      name: "schedule",
      text: `${settings.schedule}: r times ${schedules[settings.schedule].description}${warmup}`,
    },
    {
      name: "batches",
      text: `${formatCount(batchSize)} of ${formatCount(examples)} examples, ${formatPlural(batchesPerEpoch, "batch", "batches")} per epoch${rest}`,
    },
    {
      name: "length",
      text: `${formatPlural(iterations, "iteration")}, ${formatPlural(epochs, "epoch")}; a record every ${formatPlural(schedule.costInterval, "iteration")}`,
    },
    { name: "precision", text: settings.precision },
  ];
}

function layerInWords(layer: number, layers: number): string {
  return layer === layers ? "the output layer" : `layer ${layer}`;
}

/**
 * Data sets of any size from formulas. With `rng: "numpy"`, moons, circles and blobs are scikit-learn's of the same
 * arguments and seed (`make_moons`, `make_circles`, `make_blobs`); with the default generator they have the same shape
 * and bits that are the same on every machine.
 */

import * as v from "valibot";
import { counterRandom } from "../base/counter-random.ts";
import { cos, sin } from "../base/elementary.ts";
import { numpyRandom } from "../base/numpy-random.ts";
import { parseOptions } from "../base/options.ts";
import type { RandomStream } from "../base/random-stream.ts";
import { seedOption } from "../base/seed-option.ts";
import { Dataset } from "./dataset.ts";
import { GENERATED, GENERATED_WITH_CLASSES, GENERATED_WITH_NOISE } from "./input-kinds.ts";

const examplesOption = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(2),
  v.maxValue(1e6),
  v.description("number of examples"),
);

const noiseOption = v.pipe(
  v.number(),
  v.finite(),
  v.minValue(0),
  v.description("deviation of the noise on every feature"),
);

const common = {
  examples: v.optional(examplesOption, 400),
  seed: seedOption("seed of the points"),
  rng: v.optional(
    v.pipe(v.picklist(["counter", "numpy"]), v.description("where random numbers come from")),
    "counter",
  ),
};

const moonsOptions = v.strictObject({ ...common, noise: v.optional(noiseOption, 0.25) });
const circlesOptions = v.strictObject({
  ...common,
  noise: v.optional(noiseOption, 0.12),
  factor: v.optional(
    v.pipe(v.number(), v.minValue(0), v.ltValue(1), v.description("radius of the inner circle")),
    0.5,
  ),
});
const centersOption = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(100),
  v.description("number of classes"),
);
const blobsOptions = v.strictObject({
  ...common,
  centers: v.optional(centersOption, 2),
  features: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000), v.description("number of features")),
    2,
  ),
  deviation: v.optional(
    v.pipe(v.number(), v.finite(), v.minValue(0), v.description("deviation of each blob")),
    1,
  ),
});
const spiralsOptions = v.strictObject({
  ...common,
  noise: v.optional(noiseOption, 0.05),
  turns: v.optional(
    v.pipe(v.number(), v.gtValue(0), v.maxValue(20), v.description("turns of each arm")),
    1.25,
  ),
});
const xorOptions = v.strictObject({ ...common, noise: v.optional(noiseOption, 0.15) });

/** The options of every generator. */
export const generatorOptions = {
  moons: moonsOptions,
  circles: circlesOptions,
  blobs: blobsOptions,
  spirals: spiralsOptions,
  xor: xorOptions,
} as const;

/** The options that the generators share, as flags of the command line; each generator has defaults of its own. */
export const sampleOptions = v.strictObject({
  examples: v.optional(
    v.pipe(
      examplesOption,
      v.metadata({
        flag: "examples",
        placeholder: "n",
        appliesTo: GENERATED,
        defaultInWords: String(v.getDefault(common.examples)),
      }),
    ),
  ),
  noise: v.optional(
    v.pipe(
      noiseOption,
      v.metadata({
        flag: "noise",
        placeholder: "deviation",
        appliesTo: GENERATED_WITH_NOISE,
        defaultInWords: "each has its own",
      }),
    ),
  ),
  classes: v.optional(
    v.pipe(
      centersOption,
      v.metadata({
        flag: "classes",
        placeholder: "n",
        appliesTo: GENERATED_WITH_CLASSES,
        defaultInWords: String(v.getDefault(blobsOptions.entries.centers)),
      }),
    ),
  ),
  dataSeed: v.optional(
    seedOption("seed of the points", {
      flag: "data-seed",
      appliesTo: GENERATED,
      defaultInWords: String(v.getDefault(common.seed)),
    }).wrapped,
  ),
});

/** The options of a generator as a caller may give them. */
export type SampleOptions = v.InferInput<typeof sampleOptions>;

/**
 * Two half circles that reach into each other: scikit-learn's `make_moons`.
 * @throws InvalidInputError for a wrong option
 */
export function moons(options: v.InferInput<typeof moonsOptions> = {}): Dataset {
  const { examples, noise, seed, rng } = parseOptions(moonsOptions, options);
  const outer = Math.floor(examples / 2);
  const inner = examples - outer;
  const points = [
    ...spaced(Math.PI, outer, outer - 1).map((t) => [cos(t), sin(t)]),
    ...spaced(Math.PI, inner, inner - 1).map((t) => [1 - cos(t), 1 - sin(t) - 0.5]),
  ];
  const classOf = (i: number): number => (i < outer ? 0 : 1);
  return shuffledAndNoisy({ name: "moons", points, classOf, random: randomStream(rng, seed), noise });
}

/**
 * A circle within a circle: scikit-learn's `make_circles`.
 * @throws InvalidInputError for a wrong option
 */
export function circles(options: v.InferInput<typeof circlesOptions> = {}): Dataset {
  const { examples, noise, factor, seed, rng } = parseOptions(circlesOptions, options);
  const outer = Math.floor(examples / 2);
  const inner = examples - outer;
  const points = [
    ...spaced(2 * Math.PI, outer, outer).map((t) => [cos(t), sin(t)]),
    ...spaced(2 * Math.PI, inner, inner).map((t) => [cos(t) * factor, sin(t) * factor]),
  ];
  const classOf = (i: number): number => (i < outer ? 0 : 1);
  return shuffledAndNoisy({ name: "circles", points, classOf, random: randomStream(rng, seed), noise });
}

/**
 * Normal clouds around random centres in [−10, 10]ⁿ, a class each: scikit-learn's `make_blobs`.
 * @throws InvalidInputError for a wrong option
 */
export function blobs(options: v.InferInput<typeof blobsOptions> = {}): Dataset {
  const { examples, centers, features, deviation, seed, rng } = parseOptions(blobsOptions, options);
  const random = randomStream(rng, seed);
  const middles = random.rand(centers, features).toRows();
  const points: number[][] = [];
  const classes: number[] = [];
  middles.forEach((middle, classIndex) => {
    const count = Math.floor(examples / centers) + (classIndex < examples % centers ? 1 : 0);
    for (let i = 0; i < count; i++) {
      points.push(middle.map((place) => -10 + 20 * place + deviation * random.randn()));
      classes.push(classIndex);
    }
  });
  const classOf = (i: number): number => classes[i] as number;
  return shuffledAndNoisy({ name: "blobs", points, classOf, random, noise: 0 });
}

/**
 * Two arms that wind around each other: radius grows from 0 to 1 over the turns.
 * @throws InvalidInputError for a wrong option
 */
export function spirals(options: v.InferInput<typeof spiralsOptions> = {}): Dataset {
  const { examples, noise, turns, seed, rng } = parseOptions(spiralsOptions, options);
  const first = Math.floor(examples / 2);
  const arm = (count: number, start: number): number[][] =>
    spaced(1, count, count - 1).map((radius) => {
      const angle = start + 2 * Math.PI * turns * radius;
      return [radius * cos(angle), radius * sin(angle)];
    });
  const points = [...arm(first, 0), ...arm(examples - first, Math.PI)];
  const classOf = (i: number): number => (i < first ? 0 : 1);
  return shuffledAndNoisy({ name: "spirals", points, classOf, random: randomStream(rng, seed), noise });
}

/**
 * Points of the square [−1, 1]², class 1 where the signs of the coordinates differ; as many in each quadrant.
 * @throws InvalidInputError for a wrong option
 */
export function xor(options: v.InferInput<typeof xorOptions> = {}): Dataset {
  const { examples, noise, seed, rng } = parseOptions(xorOptions, options);
  const random = randomStream(rng, seed);
  const signs = (i: number): [number, number] => [i % 2 === 0 ? 1 : -1, i % 4 < 2 ? 1 : -1];
  const points = Array.from({ length: examples }, (_, i) => signs(i).map((sign) => sign * random.rand()));
  const classOf = (i: number): number => (signs(i)[0] === signs(i)[1] ? 0 : 1);
  return shuffledAndNoisy({ name: "xor", points, classOf, random, noise });
}

function randomStream(rng: "counter" | "numpy", seed: number): RandomStream {
  return rng === "numpy" ? numpyRandom(seed) : counterRandom(seed, "data");
}

/** 0 … `end` in `count` numbers, as NumPy's `linspace`: step `end`/`intervals`, the last number exactly `end`. */
function spaced(end: number, count: number, intervals: number): number[] {
  const step = intervals === 0 ? 0 : end / intervals;
  return Array.from({ length: count }, (_, i) => (i === intervals && i > 0 ? end : i * step));
}

/** Shuffles first and adds noise row after row then, in scikit-learn's order of draws. */
function shuffledAndNoisy(cloud: {
  name: string;
  points: readonly (readonly number[])[];
  /** The class of a point by its place before shuffling. */
  classOf: (point: number) => number;
  random: RandomStream;
  noise: number;
}): Dataset {
  const { name, points, classOf, random, noise } = cloud;
  const order = [...random.permutation(points.length)];
  const shift = (value: number): number => (noise === 0 ? value : value + noise * random.randn());
  return Dataset.fromRows({
    name,
    rows: order.map((i) => (points[i] as number[]).map(shift)),
    labels: order.map(classOf),
  });
}

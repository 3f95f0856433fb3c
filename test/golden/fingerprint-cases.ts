import type { TrainOptions } from "../../src/train/options.ts";

/** A run on football whose parameters every machine must end with. */
export interface FingerprintCase {
  readonly name: string;
  readonly options: TrainOptions;
  readonly fingerprint: string;
}

const ITERATIONS = 500;

/** Each kind of run once, and sizes that fill no block of four evenly. */
export const fingerprintCases: readonly FingerprintCase[] = [
  { name: "none", options: {}, fingerprint: "554fad1830da4191" },
  { name: "L2", options: { lambda: 0.7 }, fingerprint: "f83679a2854c6530" },
  { name: "dropout, fresh masks", options: { keepProbability: 0.86 }, fingerprint: "667560eb7332de49" },
  {
    name: "dropout, frozen mask",
    options: { keepProbability: 0.86, mask: "frozen" },
    fingerprint: "52b4ac8c514cd656",
  },
  {
    name: "NumPy's weights and masks",
    options: { keepProbability: 0.86, mask: "stream", rng: "numpy" },
    fingerprint: "13bbd979ca3a256a",
  },
  {
    name: "L2 and dropout, tanh",
    options: { lambda: 0.3, keepProbability: 0.9, activation: "tanh", hiddenLayers: [5, 7, 2] },
    fingerprint: "69267b1cbd9bc4e1",
  },
  {
    name: "sigmoid, one unit",
    options: { activation: "sigmoid", hiddenLayers: [1] },
    fingerprint: "e5920d678f36707a",
  },
  { name: "no hidden layer", options: { hiddenLayers: [] }, fingerprint: "ab5e3e01aff8b4db" },
].map((entry) => ({ ...entry, options: { ...entry.options, iterations: ITERATIONS } as TrainOptions }));

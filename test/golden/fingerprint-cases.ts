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
  { name: "none", options: {}, fingerprint: "9fc180354e2dfe31" },
  { name: "L2", options: { lambda: 0.7 }, fingerprint: "a4f75978623ab00e" },
  { name: "dropout, fresh masks", options: { keepProbability: 0.86 }, fingerprint: "66c91b6c0ede097d" },
  {
    name: "dropout, frozen mask",
    options: { keepProbability: 0.86, mask: "frozen" },
    fingerprint: "3b44777fa0576f65",
  },
  {
    name: "NumPy's weights and masks",
    options: { keepProbability: 0.86, mask: "stream", rng: "numpy" },
    fingerprint: "4cf1dd23724a2ccb",
  },
  {
    name: "L2 and dropout, tanh",
    options: { lambda: 0.3, keepProbability: 0.9, activation: "tanh", hiddenLayers: [5, 7, 2] },
    fingerprint: "4180dfa990947665",
  },
  {
    name: "sigmoid, one unit",
    options: { activation: "sigmoid", hiddenLayers: [1] },
    fingerprint: "fb6b075fb29a08cd",
  },
  { name: "no hidden layer", options: { hiddenLayers: [] }, fingerprint: "e9b3b56a26a09e37" },
].map((entry) => ({ ...entry, options: { ...entry.options, iterations: ITERATIONS } as TrainOptions }));

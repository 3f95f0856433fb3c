import { expect, it } from "vitest";
import { moons } from "../data/generators.ts";
import { createRecorder } from "./recorder.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { createStep } from "./step.ts";

const [training, development] = [moons({ examples: 80 }), moons({ examples: 40, seed: 9 })];
const DECAY = 0.5;

/** The learning rate's factor after records of a value, by the rule of the plateau with a patience of 0. */
function expectedFactor(
  values: readonly number[],
  isBetter: (value: number, best: number) => boolean,
): number {
  let best = values[0] as number;
  let factor = 1;
  for (const value of values.slice(1)) {
    if (isBetter(value, best)) best = value;
    else factor *= DECAY;
  }
  return factor;
}

it.each(["accuracy", "logLoss"] as const)(
  "a plateau waits for a better %s, whichever way better is",
  (monitor) => {
    const settings = resolveSettings({
      hiddenLayers: [4],
      learningRate: 0.4,
      iterations: 1000,
      monitor,
      patience: 1000,
      schedule: "plateau",
      rateDecay: DECAY,
      plateauPatience: 0,
    });
    const step = createStep(training, settings, development);
    const recorder = createRecorder(step, { settings, development, onEvent: undefined });
    const isHigherBetter = monitor === "accuracy";
    const values: number[] = [];
    for (let iteration = 0; iteration < 200; iteration++) {
      step.forward(iteration);
      if (iteration % 20 === 0) {
        expect(recorder.record(iteration)).toBe(true);
        values.push(valueOf(step.developmentLogits?.() ?? new Float64Array(0), monitor));
        const factor = expectedFactor(values, (value, best) =>
          isHigherBetter ? value > best * (1 + 1e-4) : value < best * (1 - 1e-4),
        );
        expect(step.learningRate(iteration + 1)).toBeCloseTo(0.4 * factor, 12);
      }
      step.backward();
      step.descend();
    }
    expect(new Set(values).size).toBeGreaterThan(3);
  },
);

/** The metric by its formula, from the logits of class 1. */
function valueOf(logits: Float64Array, monitor: "accuracy" | "logLoss"): number {
  const targets = development.target.values;
  const each = logits.map((z, i) => {
    const y = targets[i] as number;
    return monitor === "accuracy" ? Number(z > 0 === (y === 1)) : Math.log1p(Math.exp(y === 1 ? -z : z));
  });
  return each.reduce((sum, value) => sum + value, 0) / each.length;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActivationName,
  Dataset,
  datasets,
  startTraining,
  type Training,
  type TrainOptions,
} from "wellfit";
import { type Equation, termValue } from "./equation.ts";
import { explainStep } from "./explain-step.ts";
import type { NetworkPlace } from "./inside.ts";

const { training: football } = datasets.football();
const blobs = datasets.blobs({ examples: 60, centers: 4 });

function explain(training: Training, example: number, parameter: NetworkPlace, examples = football.examples) {
  const { head = "binary", activation, hiddenLayers } = training.spec;
  const activations = hiddenLayers.map(
    (_, layer) => [activation].flat()[layer] ?? activation,
  ) as ActivationName[];
  return explainStep(training.inspect(example), parameter, { kind: { head, activations }, examples });
}

function partsOf(step: ReturnType<typeof explain>): readonly Equation[] {
  return [...step.forward, ...step.cost, ...step.backward, ...step.update];
}

/** Names as one text, so that the same quantity in two places is found. */
function textOf({ letter, layer, indices = [] }: NonNullable<Equation["name"]>): string {
  return `${letter}${layer ?? ""}_${indices.join(",")}`;
}

function begin(options: TrainOptions, iterations: number): Training {
  const training = startTraining(football, options);
  training.advance(iterations);
  return training;
}

const places = fc.oneof(
  fc.record({ layer: fc.constant(1), unit: fc.nat(19), input: fc.constantFrom(undefined, 0, 1) }),
  fc.record({ layer: fc.constant(2), unit: fc.nat(2), input: fc.option(fc.nat(19), { nil: undefined }) }),
  fc.record({ layer: fc.constant(3), unit: fc.constant(0), input: fc.option(fc.nat(2), { nil: undefined }) }),
);

describe("a step that is explained", () => {
  it("is one chain: every line follows from the numbers of those before", () => {
    const runs = [
      {},
      { lambda: 0.7 },
      { keepProbability: 0.86 },
      { lambda: 1, keepProbability: 0.6, lambda1: 0.1 },
    ];
    const trainings = runs.map((options) => begin(options, 40));
    fc.assert(
      fc.property(fc.nat(3), fc.nat(210), places, (run, example, place) => {
        const step = explain(trainings[run] as Training, example, place);
        const known = new Map<string, number>();
        for (const equation of partsOf(step)) {
          expect(equation.terms.length).toBeGreaterThan(0);
          for (const { factors } of equation.terms) {
            for (const { name, value, applied } of factors) {
              if (name.layer === undefined) continue;
              const given = applied?.argument ?? value;
              expect(given).toBeCloseTo(known.get(textOf(name)) ?? given, 12);
              known.set(textOf(name), given);
            }
          }
          if (equation.name !== undefined) known.set(textOf(equation.name), equation.result);
          const sum = equation.terms.reduce((total, term) => total + termValue(term), 0);
          expect(sum).toBeCloseTo(equation.result, 9);
        }
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  it("ends at the weight that the run then has", () => {
    const training = begin({ lambda: 0.7, keepProbability: 0.86 }, 25);
    const step = explain(training, 7, { layer: 2, unit: 1, input: 4 });
    expect(step.before).toBe(training.model().toTextbook().W2?.at(1, 4));
    training.advance(1);
    expect(step.after).toBe(training.model().toTextbook().W2?.at(1, 4));
    expect(step).toMatchObject({ iteration: 25, example: 7, batch: 211, isTaken: true });
  });

  it("has the article's rules", () => {
    const training = begin({ lambda: 0.7, keepProbability: 0.86 }, 5);
    const rules = partsOf(explain(training, 0, { layer: 1, unit: 2, input: 0 })).map(({ rule }) => rule);
    expect(rules).toEqual([
      "Z¹ = W¹X + b¹",
      "A¹ = relu(Z¹)",
      "A¹ := A¹ ∘ D¹ / p",
      "Z³ = W³A² + b³",
      "A³ = σ(Z³)",
      undefined,
      undefined,
      "dZ³ = A³ − Y",
      "dA¹ = W²ᵀ dZ²",
      "dA¹ := dA¹ ∘ D¹ / p",
      "dZ¹ = dA¹ ∘ relu′(Z¹)",
      undefined,
      "dW¹ = (1/m) dZ¹ Xᵀ + (λ/m) W¹",
      "W¹ := W¹ − α dW¹",
    ]);
  });

  it("claims nothing where something else comes between, and still ends at the right number", () => {
    const settings: readonly TrainOptions[] = [
      { optimizer: "adam" },
      { optimizer: "lbfgs" },
      { normalization: "batch" },
      { constraint: "max-norm" },
      { connectKeepProbability: 0.8 },
      { clipping: "global-norm" },
      { optimizer: "adamw" },
      { activation: "gelu", hiddenLayers: [6, 4], noise: 0.1 },
    ];
    for (const options of settings) {
      const training = begin(options, 10);
      const step = explain(training, 3, { layer: 1, unit: 2, input: 1 });
      for (const { terms, result } of partsOf(step)) {
        if (terms.length === 0) continue;
        const size = terms.reduce((sum, term) => sum + Math.abs(termValue(term)), 0);
        const sum = terms.reduce((total, term) => total + termValue(term), 0);
        expect(Math.abs(sum - result)).toBeLessThanOrEqual(1e-6 * (size + Math.abs(result)));
      }
      expect(step.update.at(-1)?.result).toBe(step.after);
    }
  });

  it("follows the output of an example's own class, and the loss of several", () => {
    const training = startTraining(blobs, { iterations: 50 });
    training.advance(20);
    const classes = blobs.target.values;
    for (const example of [0, 5, 11]) {
      const step = explain(training, example, { layer: 1, unit: 0, input: 0 }, blobs.examples);
      const loss = step.cost[0] as Equation;
      expect(loss.terms).toHaveLength(1);
      expect(loss.terms[0]?.factors[1]?.name.indices).toEqual([(classes[example] as number) + 1]);
    }
  });

  it("falls back to a parameter that there is", () => {
    const training = begin({ hiddenLayers: [2] }, 1);
    const step = explain(training, 0, { layer: 3, unit: 9, input: 17 });
    expect(step.parameter).toEqual({ layer: 2, unit: 0, input: 1 });
  });
});

it("the step of a run on numbers goes from squares", () => {
  const rows = Array.from({ length: 30 }, (_, row) => [row / 10 - 1.5, (row % 7) / 3]);
  const targets = rows.map(([x = 0, y = 0]) => x * x - y);
  const data = Dataset.fromRows({ name: "numbers", rows, targets });
  const training = startTraining(data, { hiddenLayers: [5], learningRate: 0.05 });
  training.advance(20);
  const step = explain(training, 4, { layer: 1, unit: 1, input: 0 }, 30);
  expect(step.cost[0]?.terms[0]?.factors.map(({ name }) => name.letter)).toEqual(["(A − Y)", "(A − Y)"]);
  expect(step.backward[0]?.rule).toBe("dZ² = 2(A² − Y)");
  for (const { terms } of partsOf(step)) expect(terms.length).toBeGreaterThan(0);
});

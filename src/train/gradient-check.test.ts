import { afterEach, describe, expect, it, vi } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { moons } from "../data/generators.ts";
import type { KernelCall } from "../engine/kernels.ts";
import { countPanels, examplesPerPanel, type PanelMatrix } from "../engine/panels.ts";
import { multiply } from "../engine/parameters.ts";
import { ACTIVATION_NAMES } from "../network/activations.ts";
import { planBackwardPass } from "./backward-pass.ts";
import { checkGradients } from "./gradient-check.ts";
import type { TrainOptions } from "./options.ts";
import { createStep } from "./step.ts";

// The real functions, but where a test puts a fault into what they give.
vi.mock(import("./backward-pass.ts"), { spy: true });
vi.mock(import("./step.ts"), { spy: true });
const real = {
  ...(await vi.importActual<typeof import("./backward-pass.ts")>("./backward-pass.ts")),
  ...(await vi.importActual<typeof import("./step.ts")>("./step.ts")),
};

afterEach(() => {
  vi.mocked(planBackwardPass).mockImplementation(real.planBackwardPass);
  vi.mocked(createStep).mockImplementation(real.createStep);
});

const { training } = datasets.football();

/** Written out, so that a looser tolerance of the check is noticed. */
const TOLERANCE = 1e-7;

/** The same examples with features that are `factor` times as large. */
function scaled(dataset: Dataset, factor: number): Dataset {
  const { name, target, examples } = dataset;
  return Dataset.fromRows({
    name,
    rows: Array.from({ length: examples }, (_, i) => dataset.row(i).map((value) => factor * value)),
    labels: Array.from(target.values, (value) => target.classNames[value] as string),
  });
}

/** From now on, every derivative of an activation is `factor` times what it should be. */
function spoilDerivatives(factor: number): void {
  vi.mocked(planBackwardPass).mockImplementation((plan, input) => {
    const pass = real.planBackwardPass(plan, input);
    const spoil = ({ address, rows, examples }: PanelMatrix): KernelCall => {
      const count = rows * countPanels(examples, plan.precision) * examplesPerPanel(plan.precision);
      return multiply({ address, count }, address, factor);
    };
    const below = pass.sumGradients.slice(1, -1);
    const calls = pass.calls.flatMap((call) =>
      call.kernel === "inputGradients" ? [call, spoil(below.pop() as PanelMatrix)] : [call],
    );
    return { ...pass, calls };
  });
}

/** From now on, every forward pass switches all hidden units, on or off in turn. */
function flicker(): void {
  vi.mocked(createStep).mockImplementation((...given) => {
    const step = real.createStep(...given);
    let passes = 0;
    const forward = (iteration: number): boolean => {
      const isFinite = step.forward(iteration);
      const value = passes++ % 2;
      for (const { numbers } of step.outputs.slice(1, -1)) numbers.fill(value);
      return isFinite;
    };
    return { ...step, forward };
  });
}

describe("checkGradients", () => {
  const combinations = ACTIVATION_NAMES.flatMap((activation) =>
    [0, 0.7].flatMap((lambda) =>
      [1, 0.86].map((keepProbability) => ({ activation, lambda, keepProbability })),
    ),
  );

  it("refuses what is no data set", () => {
    expect(() => checkGradients(datasets.football() as never)).toThrow(
      "checkGradients: expected a Dataset, got an object with name, training and test.",
    );
  });

  it.each(combinations)("finds the gradients right for %j", (options) => {
    const check = checkGradients(training, options);
    expect(check.worst).toBeLessThan(TOLERANCE);
    expect(check.isCorrect).toBe(true);
    expect(check.blocks.map(({ name }) => name)).toEqual(["W1", "b1", "W2", "b2", "W3", "b3"]);
  });

  it.each(["frozen", "fresh", "stream"] as const)("freezes %s masks for the check", (mask) => {
    const options = { rng: "numpy", mask, keepProbability: 0.5, hiddenLayers: [6, 5, 4] } as const;
    expect(checkGradients(moons({ examples: 60 }), options).isCorrect).toBe(true);
  });

  describe.each(ACTIVATION_NAMES)("with %s", (activation) => {
    it.each<[string, TrainOptions, number]>([
      ["a penalty that dwarfs the cost", { lambda: 1e6 }, 1],
      ["features of millions, so a cost of millions", {}, 1e6],
      ["both of them and dropout", { lambda: 1e6, keepProbability: 0.5 }, 1e6],
      ["features and gradients of millionths", {}, 1e-6],
    ])("raises no false alarm for %s", (_, options, factor) => {
      const check = checkGradients(scaled(training, factor), { activation, ...options });
      // Beside costs of millions and gradients of millionths, rounding may be larger than the tolerance.
      expect(factor === 1 ? ["right"] : ["right", "unclear"]).toContain(check.verdict);
    });
  });

  it.each<[string, TrainOptions, number]>([
    ["plain", {}, 1],
    ["beside a penalty that dwarfs the cost", { lambda: 1e6 }, 1],
    ["with features of hundreds", {}, 100],
    ["with features of millionths", {}, 1e-6],
  ])("notices gradients that are wrong by a hundred-thousandth, %s", (_, options, factor) => {
    spoilDerivatives(1 + 1e-5);
    const check = checkGradients(scaled(training, factor), { activation: "tanh", ...options });
    expect(check.isCorrect).toBe(false);
    expect(check.worst).toBeGreaterThan(TOLERANCE);
  });

  it("names the blocks whose gradient is wrong", () => {
    spoilDerivatives(0);
    const check = checkGradients(training, { activation: "tanh" });
    expect(check.isCorrect).toBe(false);
    expect(check.blocks.filter(({ relativeError }) => relativeError > 0.1).map(({ name }) => name)).toEqual([
      "W1",
      "b1",
      "W2",
      "b2",
    ]);
  });

  it("is not satisfied by blocks of which nothing could be checked", () => {
    flicker();
    const check = checkGradients(training, { hiddenLayers: [1] });
    expect(check.blocks.every(({ parameters, skipped }) => parameters === skipped)).toBe(true);
    expect(check).toMatchObject({ worst: 0, verdict: "unclear", isCorrect: false });
  });

  it("calls no gradient right whose error is above the tolerance, though rounding might explain it", () => {
    spoilDerivatives(1 + 2e-4);
    const options = { activation: "sigmoid", hiddenLayers: Array.from({ length: 7 }, () => 4) } as const;
    const check = checkGradients(moons({ examples: 100 }), options);
    for (const { relativeError, verdict } of check.blocks)
      expect(verdict === "right").toBe(relativeError < TOLERANCE);
    expect(check.blocks[0]?.verdict).not.toBe("right");
  });

  it("calls gradients unclear that drown in rounding, right or wrong", () => {
    const options = { activation: "sigmoid", hiddenLayers: Array.from({ length: 16 }, () => 4) } as const;
    const check = checkGradients(moons({ examples: 100 }), options);
    expect(check).toMatchObject({ verdict: "unclear", isCorrect: false });
    expect(check.blocks[0]).toMatchObject({ name: "W1", verdict: "unclear" });
    expect(check.blocks.at(-1)).toMatchObject({ name: "b17", verdict: "right" });
    spoilDerivatives(0);
    const zeroed = checkGradients(moons({ examples: 100 }), options);
    expect(zeroed.verdict).toBe("wrong");
    expect(zeroed.blocks[0]?.verdict).toBe("unclear");
  });

  it("computes in float64, whatever the precision of the run", () => {
    const options = { activation: "tanh", hiddenLayers: [4], keepProbability: 0.8 } as const;
    expect(checkGradients(training, { ...options, precision: "f32" })).toEqual(
      checkGradients(training, options),
    );
  });

  it("needs two classes, as training does", () => {
    const one = training.select(
      "home",
      [...training.target.values.keys()].filter((i) => training.target.values[i] === 1),
    );
    expect(() => checkGradients(one)).toThrow("expected examples of at least two classes");
  });
});

import { describe, expect, it } from "vitest";
import { ACTIVATION_NAMES } from "../../src/network/activations.ts";
import { HEAD_NAMES } from "../../src/network/heads.ts";
import { nameOf, viewOf } from "../../src/network/layout.ts";
import { LOSS_NAMES } from "../../src/network/losses.ts";
import { NORMALIZATION_NAMES } from "../../src/network/normalizations.ts";
import { layersOf } from "../../src/network/spec.ts";
import { AVERAGING_NAMES } from "../../src/train/averaging.ts";
import { CLIPPING_NAMES } from "../../src/train/clipping.ts";
import { CONSTRAINT_NAMES } from "../../src/train/constraints.ts";
import { DROPOUT_NAMES } from "../../src/train/dropouts.ts";
import { OPTIMIZER_NAMES } from "../../src/train/optimizers.ts";
import { resolveSettings } from "../../src/train/resolve-settings.ts";
import { createStep, type Step } from "../../src/train/step.ts";
import { taskOf } from "../../src/train/task.ts";
import trajectories from "./trajectories.json" with { type: "json" };
import {
  COMPARED_STEPS,
  createExamples,
  TRAJECTORY_STEPS,
  type TrajectoryCase,
  trajectoryCases,
} from "./trajectory-cases.ts";
import inputs from "./trajectory-inputs.json" with { type: "json" };
import { createInput } from "./trajectory-inputs.ts";

/** How far a number may be from PyTorch's, relative to the largest of its block. */
const TOLERANCE = 1e-9;

/** What is compared after some steps. */
interface Point {
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  readonly average?: Readonly<Record<string, readonly number[]>>;
}

/** What PyTorch makes of a run. */
interface Trajectory {
  /** What is minimized, and the cost of the whole network as it predicts, in every tenth step from the first. */
  readonly costs: readonly number[];
  readonly wholeCosts: readonly number[];
  readonly points: readonly Point[];
}

const startRun = (run: TrajectoryCase): Step => createStep(createExamples(run), resolveSettings(run.options));

function expectNear(
  step: Step,
  numbers: Step["parameters"],
  expected: Point["parameters"],
  { what, tolerance }: { readonly what: string; readonly tolerance: number },
): void {
  expect(Object.keys(expected).toSorted()).toEqual(step.layout.entries.map(nameOf).toSorted());
  for (const entry of step.layout.entries) {
    const block = expected[nameOf(entry)] as readonly number[];
    // Batch normalization takes the mean off again: such a bias has no derivative but what rounding leaves of it.
    if (entry.kind === "bias" && layersOf(step.spec)[entry.layer - 1]?.normalization === "batch") continue;
    const size = Math.max(...block.map(Math.abs));
    viewOf(numbers, entry).forEach((value, index) => {
      const difference = Math.abs(value - (block[index] as number));
      expect(difference, `${what}: ${nameOf(entry)}[${index}]`).toBeLessThanOrEqual(tolerance * size);
    });
  }
}

function expectCost(actual: number, expected: number, what: string, tolerance: number): void {
  expect(Math.abs(actual - expected), what).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe("50 steps are those of PyTorch", () => {
  it.each(trajectoryCases.map((run, index) => ({ ...run, index })))("$name", ({ index, ...run }) => {
    const { costs, wholeCosts, points } = trajectories[index] as Trajectory;
    const { tolerance = TOLERANCE } = run;
    const step = startRun(run);
    for (let iteration = 0; iteration < TRAJECTORY_STEPS; iteration++) {
      expect(step.forward(iteration)).toBe(true);
      if (iteration % 10 === 0) {
        const place = iteration / 10;
        const cost = step.dataCost() + step.penalty();
        expectCost(cost, costs[place] as number, `cost ${iteration}`, tolerance);
        expectCost(step.wholeCost(), wholeCosts[place] as number, `whole cost ${iteration}`, tolerance);
      }
      step.backward();
      expect(step.descend()).toBe(true);
      const place = COMPARED_STEPS.findIndex((steps) => steps === iteration + 1);
      if (place < 0) continue;
      const { parameters, average } = points[place] as Point;
      const what = `after ${iteration + 1}`;
      expectNear(step, step.parameters, parameters, { what, tolerance });
      if (average !== undefined) {
        expectNear(step, step.modelParameters, average, { what: `average ${what}`, tolerance });
      }
    }
  });

  it.each(trajectoryCases)("taken whole, they are the same to the last bit: $name", (run) => {
    const [parts, whole] = [startRun(run), startRun(run)];
    for (let iteration = 0; iteration < TRAJECTORY_STEPS; iteration++) {
      parts.forward(iteration);
      parts.backward();
      parts.descend();
    }
    expect(whole.iterate(0, 17)).toBe(17);
    expect(whole.iterate(17, TRAJECTORY_STEPS)).toBe(TRAJECTORY_STEPS);
    expect(whole.parameters).toEqual(parts.parameters);
    expect(whole.modelParameters).toEqual(parts.modelParameters);
  });
});

describe("the runs", () => {
  const settings = trajectoryCases.map((run) => resolveSettings(run.options));
  const tasks = trajectoryCases.map((run, index) =>
    taskOf(createExamples(run), settings[index] as (typeof settings)[number]),
  );

  it.each([
    ["activation", ACTIVATION_NAMES, settings.flatMap(({ activation }) => activation)],
    ["normalization", NORMALIZATION_NAMES, settings.flatMap(({ normalization }) => normalization)],
    ["head", HEAD_NAMES, tasks.map(({ spec }) => spec.head)],
    ["loss", LOSS_NAMES, tasks.map(({ lossName }) => lossName)],
    ["dropout", DROPOUT_NAMES, settings.map(({ dropoutKind }) => dropoutKind)],
    ["constraint", CONSTRAINT_NAMES, settings.map(({ constraint }) => constraint)],
    ["clipping", CLIPPING_NAMES, settings.map(({ clipping }) => clipping)],
    ["averaging", AVERAGING_NAMES, settings.map(({ averaging }) => averaging)],
    ["optimizer", OPTIMIZER_NAMES, settings.map(({ optimizer }) => optimizer)],
  ])("have every %s", (_, names, used) => {
    expect(names.filter((name) => !(used as readonly string[]).includes(name))).toEqual([]);
  });

  it("end at different parameters, so that in none an option did nothing", () => {
    const ends = trajectories.map(({ points }, index) => {
      const { parameters, average } = points.at(-1) as Point;
      return JSON.stringify([trajectoryCases[index]?.target, average ?? parameters], (_, value: unknown) =>
        typeof value === "number" ? value.toPrecision(6) : value,
      );
    });
    const names = trajectoryCases.map(({ name }) => name);
    expect(names.filter((_, index) => ends.indexOf(ends[index] as string) !== index)).toEqual([]);
  });
});

describe("what PyTorch was given", () => {
  it("has a trajectory for every run", () => {
    expect(trajectories.map(({ name }) => name)).toEqual(trajectoryCases.map(({ name }) => name));
  });

  it.each(trajectoryCases.map((run, index) => ({ run, index, name: run.name })))(
    "is what wellfit draws: $name",
    ({ run, index }) => {
      expect(JSON.parse(JSON.stringify(createInput(run)))).toEqual(inputs[index]);
    },
  );
});

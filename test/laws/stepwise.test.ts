import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Inspection } from "../../src/train/inspection.ts";
import { train } from "../../src/train/train.ts";
import type { Training } from "../../src/train/training.ts";
import { dataOf, finish, ofKernels, randomRuns, SIZE, start } from "../support/stepwise-runs.ts";

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

/** What only the way of getting there may differ in. */
function resultOf(training: Training): object {
  const { settings: _, model, ...run } = training.stop();
  return { ...run, parameters: model.parameters };
}

describe("a run taken step by step", () => {
  it("has the bits, the history and the end of train, however it is divided", async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(randomRuns, lengths, async (run, divided) => {
        const [training, development] = dataOf(run);
        const whole = await train(training, { ...run.options, development });
        ends.add(whole.outcome.kind);
        for (const each of [[1], divided, [Infinity]]) {
          const { model, ...rest } = finish(start(run), each).stop();
          expect(model.parameters).toEqual(whole.model.parameters);
          expect({ ...rest, model: 0 }).toEqual({ ...whole, model: 0 });
        }
      }),
      { numRuns: 120, seed: 5 },
    );
    expect([...ends].toSorted()).toEqual(["diverged", "finished", "stoppedEarly"]);
  });

  it("is not changed by who looks into it, nor by values that it has already", () => {
    fc.assert(
      fc.property(randomRuns, lengths, fc.nat(), (run, divided, choice) => {
        const watched = start(run);
        for (let turn = 0; watched.outcome === undefined; turn++) {
          const seen = inspectOrEnd(watched);
          if (seen === undefined) break;
          const example = seen.batch[choice % seen.batch.length];
          expect(watched.inspect(example)).toEqual(watched.inspect(example));
          const { lambda, learningRate } = watched.settings;
          if (run.options.optimizer !== "lbfgs") watched.change({ lambda, learningRate });
          watched.model();
          watched.advance(divided[turn % divided.length]);
        }
        expect(resultOf(watched)).toEqual(resultOf(finish(start(run), [Infinity])));
      }),
      { numRuns: 120, seed: 6 },
    );
  });

  it("that was changed on the way is repeated by its changes, however both are divided", () => {
    const values = fc.record({
      lambda: fc.constantFrom(0, 0.5, 2, [0, 0.3, 0]),
      learningRate: fc.constantFrom(0.003, 0.01, 0.05),
    });
    let changed = 0;
    fc.assert(
      fc.property(ofKernels, lengths, fc.array(values, { minLength: 1 }), (options, divided, changes) => {
        const run = { data: "classes" as const, options: { ...options, ...SIZE } };
        const live = start(run);
        for (let turn = 0; live.outcome === undefined; turn++) {
          const { lambda, learningRate } = changes[turn % changes.length] as (typeof changes)[number];
          if (turn % 2 === 0) inspectOrEnd(live);
          if (live.outcome !== undefined) break;
          live.change(turn % 3 === 0 ? { lambda } : { lambda, learningRate });
          live.advance(divided[turn % divided.length]);
        }
        changed += live.changes.length;
        for (const each of [[1], [Infinity]]) {
          expect(resultOf(finish(start(run, live.changes), each))).toEqual(resultOf(live));
        }
      }),
      { numRuns: 120, seed: 7 },
    );
    expect(changed).toBeGreaterThan(200);
  });

  it("that is changed before its first step is a run with the other settings", () => {
    fc.assert(
      fc.property(
        ofKernels,
        fc.constantFrom(0, 0.5, [0.2, 0, 1]),
        fc.constantFrom(0.003, 0.01),
        (options, lambda, learningRate) => {
          const [changed, other] = [
            start({ data: "classes", options: { ...options, ...SIZE } }),
            start({ data: "classes", options: { ...options, ...SIZE, lambda, learningRate } }),
          ];
          changed.change({ lambda, learningRate });
          for (const training of [changed, other]) finish(training, [Infinity]);
          expect(changed.stop().model.parameters).toEqual(other.stop().model.parameters);
          expect(changed.history.penalty.slice(1)).toEqual(other.history.penalty.slice(1));
        },
      ),
      { numRuns: 120, seed: 8 },
    );
  });

  it("that is changed there and back at one moment has the bits of one that is not, also where a plateau decides", () => {
    const plateau = { schedule: "plateau", plateauPatience: 0, rateDecay: 0.9 } as const;
    // Costs of small batches that are recorded each time go up and down: the plateau decides again and again.
    const options = { ...plateau, learningRate: 0.5, costInterval: 1, batchSize: 7 };
    const run = { data: "classes" as const, options: { ...options, ...SIZE } };
    const moved = start(run);
    while (moved.outcome === undefined) {
      moved.change({ lambda: 3, learningRate: 0.1 });
      moved.change({ lambda: 0, learningRate: 0.5 });
      moved.advance(1);
    }
    const { changes: _, ...result } = resultOf(moved) as { changes: unknown };
    expect(result).toEqual(resultOf(finish(start(run), [7])));
  });
});

/** What the next step looks like; undefined where the run ends in it. */
function inspectOrEnd(training: Training): Inspection | undefined {
  try {
    return training.inspect();
  } catch (thrown) {
    expect(training.outcome?.kind).toBe("diverged");
    expect(String(thrown)).toContain(
      "inspect: expected a run whose numbers are finite, got one that diverged at",
    );
    return undefined;
  }
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkGradients } from "../../src/train/gradient-check.ts";
import { combinations, TASKS } from "../support/random-combinations.ts";

const SEED = 5;
const samples = fc.sample(combinations, { numRuns: 420, seed: SEED });

/** What is to be reached; the tool's own tolerance is stricter. */
const WORST = 1e-6;
/** At most this share of the combinations may have a block that cannot be told. */
const MOST_UNCLEAR = 0.12;

describe("gradients of random combinations of settings", () => {
  const checks = samples.map(({ task, dataset, options }) => ({
    task,
    described: `${task}, ${dataset.examples} examples: ${JSON.stringify(options)}`,
    check: checkGradients(dataset, options),
  }));
  const blocks = checks.flatMap(({ check, described }) =>
    check.blocks.map((block) => ({ ...block, described })),
  );

  it("covers every task with at least 40 combinations, 300 in all that could be told", () => {
    for (const task of TASKS)
      expect(checks.filter((checked) => checked.task === task).length).toBeGreaterThan(40);
    expect(checks.filter(({ check }) => check.verdict === "right").length).toBeGreaterThanOrEqual(300);
  });

  it("are nowhere wrong", () => {
    expect(checks.filter(({ check }) => check.verdict === "wrong").map(({ described }) => described)).toEqual(
      [],
    );
  });

  it(`have a relative error below ${WORST} in every block that can be told`, () => {
    const told = blocks.filter(({ verdict }) => verdict !== "unclear");
    expect(told.filter(({ relativeError }) => relativeError >= WORST)).toEqual([]);
    expect(told.length).toBeGreaterThan(0.95 * blocks.length);
  });

  it("can be told but for a few, of which the reason is named", () => {
    const unclear = checks.filter(({ check }) => check.verdict === "unclear");
    expect(unclear.length).toBeLessThan(MOST_UNCLEAR * checks.length);
    for (const block of blocks) {
      const isNamed = block.reason !== undefined;
      expect(isNamed, block.described).toBe(block.verdict === "unclear");
    }
    expect(new Set(blocks.flatMap(({ reason }) => reason ?? []))).toEqual(new Set(["no effect", "rounding"]));
  });
});

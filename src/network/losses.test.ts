import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startEngine } from "../engine/engine.ts";
import { createMemoryPlan } from "../engine/memory-plan.ts";
import { writeRows } from "../engine/panels.ts";
import { HEAD_NAMES, type HeadName } from "./heads.ts";
import {
  DEFAULT_HUBER_DELTA,
  DEFAULT_LOSSES,
  LOSS_NAMES,
  type LossName,
  type LossOfHead,
  lossesOfHead,
  lossOfHead,
} from "./losses.ts";

const fitting = HEAD_NAMES.flatMap((head) => lossesOfHead(head).map((loss) => [loss, head] as const));
const lossOf = (loss: LossName, head: HeadName): LossOfHead => lossOfHead(loss, head) as LossOfHead;

/** The cost of one example by the kernel. */
function kernelCost(
  { cost }: LossOfHead,
  logits: Float64Array,
  targets: Float64Array,
  delta: number,
): number {
  const plan = createMemoryPlan("f64");
  const [z, y] = [plan.reservePanels(logits.length, 1), plan.reservePanels(logits.length, 1)];
  const result = plan.reserve(Float64Array.BYTES_PER_ELEMENT);
  const engine = startEngine(plan, { cost: [cost({ logits: z, targets: y, result }, delta)] });
  writeRows(engine.panels(z), logits, 1);
  writeRows(engine.panels(y), targets, 1);
  engine.run("cost");
  return engine.result(result);
}

const pairs = fc.array(
  fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  { minLength: 1, maxLength: 5 },
);

describe.each(fitting)("the %s loss of the %s head", (name, head) => {
  const loss = lossOf(name, head);

  it("is the same of one example in plain TypeScript as by the kernel", () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom(0.5, DEFAULT_HUBER_DELTA, 4), (given, delta) => {
        const [logits, targets] = [0, 1].map((side) =>
          Float64Array.from(given, (pair) => pair[side] as number),
        );
        const ours = loss.costOf(logits as Float64Array, targets as Float64Array, delta);
        const theirs = kernelCost(loss, logits as Float64Array, targets as Float64Array, delta);
        const size = Math.abs(theirs) + 200;
        expect(Math.abs(ours - theirs) / size).toBeLessThan(1e-14);
      }),
    );
  });

  it("is infinite where a logit is not finite", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      for (const target of [0, 1]) {
        const [logits, targets] = [Float64Array.of(bad, 0), Float64Array.of(target, 1 - target)];
        expect(loss.costOf(logits, targets, 1)).toBe(Infinity);
        if (head !== "multiclass") expect(loss.costOf(logits.slice(0, 1), targets, 1)).toBe(Infinity);
      }
    }
  });
});

it("Huber's loss goes over into a line at δ without a jump", () => {
  const { costOf } = lossOf("huber", "regression");
  const at = (r: number): number => costOf(Float64Array.of(r), Float64Array.of(0), 2);
  expect([at(1), at(2), at(-2), at(4), at(5) - at(4)]).toEqual([0.5, 2, 2, 6, 2]);
});

it("cross-entropy of two classes is the same by one logit and by two", () => {
  const [one, two] = [lossOf("cross-entropy", "binary"), lossOf("cross-entropy", "multiclass")];
  for (const z of [-700, -3, 0, 0.5, 40]) {
    const cost = two.costOf(Float64Array.of(0, z), Float64Array.of(0.25, 0.75), 1);
    expect(one.costOf(Float64Array.of(z), Float64Array.of(0.75), 1)).toBeCloseTo(cost, 12);
  }
});

it("every head has a default among the losses that fit it, and every loss a head", () => {
  for (const head of HEAD_NAMES) expect(lossesOfHead(head)).toContain(DEFAULT_LOSSES[head]);
  expect(new Set(fitting.map(([loss]) => loss))).toEqual(new Set(LOSS_NAMES));
  expect(lossOfHead("poisson", "binary")).toBeUndefined();
  expect(lossesOfHead("regression")).toEqual(["squared", "huber"]);
});

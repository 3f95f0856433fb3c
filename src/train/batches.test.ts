import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEpochOrders, scheduleBatches } from "./batches.ts";

const sizes = fc.integer({ min: 1, max: 400 });

describe("the schedule of batches", () => {
  it("covers every example once an epoch", () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, (examples, batchSize, epochs) => {
        const plan = scheduleBatches({ examples, batchSize, length: { epochs } });
        expect((plan.batchesPerEpoch - 1) * plan.batchSize + plan.lastBatchSize).toBe(examples);
        expect(plan.lastBatchSize).toBeGreaterThanOrEqual(1);
        expect(plan.lastBatchSize).toBeLessThanOrEqual(plan.batchSize);
        expect(plan.iterations).toBe(epochs * plan.batchesPerEpoch);
        expect(plan.epochs).toBe(epochs);
      }),
    );
  });

  it("counts the epochs that iterations begin", () => {
    const of = (iterations: number): number =>
      scheduleBatches({ examples: 211, batchSize: 32, length: { iterations } }).epochs;
    expect([1, 6, 7, 8, 14, 15].map(of)).toEqual([1, 1, 1, 2, 2, 3]);
  });

  it("has batches of 32 and one of 19 for the article's 211 examples", () => {
    expect(scheduleBatches({ examples: 211, batchSize: 32, length: { epochs: 10 } })).toEqual({
      batchSize: 32,
      batchesPerEpoch: 7,
      lastBatchSize: 19,
      iterations: 70,
      epochs: 10,
    });
  });

  it("takes all examples at once where a batch could hold more", () => {
    expect(scheduleBatches({ examples: 211, batchSize: 512, length: { iterations: 9 } })).toEqual({
      batchSize: 211,
      batchesPerEpoch: 1,
      lastBatchSize: 211,
      iterations: 9,
      epochs: 9,
    });
  });
});

describe("the order of an epoch", () => {
  const orderOf = (count: number, seed = 1, epoch = 0): Uint32Array => {
    const order = new Uint32Array(count);
    createEpochOrders(seed, "batches")(order, epoch);
    return order;
  };

  it("is a permutation, of every length", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 0, max: 1e6 }),
        (count, seed, epoch) => {
          const sorted = orderOf(count, seed, epoch).toSorted();
          expect(sorted.every((example, place) => example === place)).toBe(true);
        },
      ),
    );
  });

  it("depends on seed, purpose and epoch, and on nothing that went before", () => {
    const fill = createEpochOrders(1, "batches");
    const order = new Uint32Array(211).fill(9);
    const orders = Array.from({ length: 100 }, (_, epoch) => {
      fill(order, epoch);
      return order.join();
    });
    expect(new Set(orders).size).toBe(100);
    fill(order, 17);
    expect(order.join()).toBe(orders[17]);
    expect(orderOf(211, 1, 17).join()).toBe(orders[17]);
    expect(orderOf(211, 2, 17).join()).not.toBe(orders[17]);
    createEpochOrders(1, "mixup")(order, 17);
    expect(order.join()).not.toBe(orders[17]);
  });

  it("brings all examples to all places equally often", () => {
    const [count, epochs] = [7, 7000];
    const found = new Float64Array(count * count);
    const fill = createEpochOrders(3, "batches");
    const order = new Uint32Array(count);
    for (let epoch = 0; epoch < epochs; epoch++) {
      fill(order, epoch);
      for (const [place, example] of order.entries()) {
        const cell = place * count + example;
        found[cell] = (found[cell] as number) + 1;
      }
    }
    const expected = epochs / count;
    const chiSquare = found.reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
    const freedom = (count - 1) ** 2;
    expect(Math.abs(chiSquare - freedom) / Math.sqrt(2 * freedom)).toBeLessThan(3);
  });

  it("is the same on every machine and in every version", () => {
    expect([...orderOf(10, 3, 0)]).toEqual([6, 4, 0, 7, 1, 9, 2, 8, 3, 5]);
    expect([...orderOf(10, 3, 1)]).toEqual([9, 7, 2, 1, 4, 3, 0, 8, 6, 5]);
  });
});

import { describe, expect, it } from "vitest";
import reference from "../../test/reference/numpy-random.json" with { type: "json" };
import { compareNormals, sha256Of } from "../../test/support/numpy-agreement.ts";
import { counterRandom } from "./counter-random.ts";
import { numpyRandom } from "./numpy-random.ts";
import { fillThreefry, threefry, type Words } from "./threefry.ts";

describe.each(reference.seeds)("NumPy's generator with seed $seed", (expected) => {
  const count = reference.count;

  it("rand gives NumPy's first 100000 numbers bit for bit", () => {
    const values = numpyRandom(expected.seed).rand(count);
    expect([...values.subarray(0, 5)]).toEqual(expected.firstRand);
    expect(sha256Of(values)).toBe(expected.rand);
  });

  it("randn gives NumPy's bits in at least 99.9 % of 100000, is within 1 ulp in 99.99 % and within 2 in all", () => {
    const { values, distances } = compareNormals(expected, count);
    expect(distances.length).toBeLessThanOrEqual(count / 1000);
    expect(distances.filter((distance) => distance > 1).length).toBeLessThanOrEqual(count / 10_000);
    expect(Math.max(...distances)).toBeLessThanOrEqual(2);
    expect([...values.subarray(0, 5)]).toEqual(expected.firstRandn);
    expect(sha256Of(values)).toBe(expected.randn);
  });

  it("shuffle, permutation and randint follow NumPy", () => {
    const order = Float64Array.from({ length: 1000 }, (_, i) => i);
    numpyRandom(expected.seed).shuffle(order);
    expect(sha256Of(order)).toBe(expected.shuffled1000);
    expect([...numpyRandom(expected.seed).permutation(100)]).toEqual(expected.permutation100);
    const ints = reference.ranges.map(([low, high]) =>
      numpyRandom(expected.seed).randint(low as number, high),
    );
    expect(ints).toEqual(expected.randint);
    const stream = numpyRandom(expected.seed);
    expect(Array.from({ length: 20 }, () => stream.randint(10))).toEqual(expected.randintInTurn);
    expect([...numpyRandom(expected.seed).randint(0, 10, 20)]).toEqual(expected.randintInTurn);
    const arrays = reference.ranges.map(([low, high]) => [
      ...numpyRandom(expected.seed).randint(low as number, high, 12),
    ]);
    expect(arrays).toEqual(expected.randintArrays);
  });

  it("mixed calls keep the waiting second normal, as NumPy does", () => {
    const r = numpyRandom(expected.seed);
    const drawn = [r.randn(), r.rand(), r.randn(), r.randn(), r.randint(0, 7), r.randn(), r.rand()];
    expect(drawn).toEqual(expected.mixed);
  });
});

describe("streams", () => {
  it("draw matrices row after row", () => {
    expect(numpyRandom(3).rand(2, 3).toRows().flat()).toEqual([...numpyRandom(3).rand(6)]);
  });

  it("draw whole numbers into an array as one by one, also from 0 and with the counter generator", () => {
    expect([...numpyRandom(3).randint(0, 10, 5)]).toEqual([8, 9, 3, 8, 8]);
    expect([...numpyRandom(3).randint(10, undefined, 5)]).toEqual([8, 9, 3, 8, 8]);
    const [bulk, single] = [counterRandom(3, "data"), counterRandom(3, "data")];
    expect([...bulk.randint(-3, 4, 9)]).toEqual(Array.from({ length: 9 }, () => single.randint(-3, 4)));
    expect(bulk.rand()).toBe(single.rand());
    expect(bulk.randint(0, 5, 0)).toHaveLength(0);
  });

  it("refuse seeds that are no 32-bit numbers and empty ranges", () => {
    expect(() => numpyRandom(-1)).toThrow("seed: expected a whole number from 0 to 4294967295, got -1.");
    expect(() => numpyRandom(1.5)).toThrow("got 1.5");
    expect(() => counterRandom(2 ** 32, "data")).toThrow("got 4294967296");
    expect(() => numpyRandom(1).rand(-2)).toThrow(
      "random numbers: expected a whole number of them, at most 268435456, got -2.",
    );
    expect(() => numpyRandom(1).randn(2, 1.5)).toThrow("got 1.5.");
    expect(() => numpyRandom(1).rand(2 ** 20, 2 ** 20)).toThrow("got 1099511627776.");
    expect(() => numpyRandom(1).permutation(1e10)).toThrow("got 10000000000.");
    expect(() => numpyRandom(1).randint(0, 2, -1)).toThrow("got -1.");
    expect(() => numpyRandom(1).randint(3, 3)).toThrow("randint: expected whole numbers low < high");
  });
});

describe("Threefry-2x32-20", () => {
  // Known answers published with the reference implementation (Random123, kat_vectors).
  it.each<[Words, Words, Words]>([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ])("passes the published vector for key %j and counter %j", (key, counter, expected) => {
    expect(threefry(key, counter)).toEqual(expected);
  });

  it("fills an array as one by one, also where the counter begins again at 0", () => {
    const key: Words = [7, 2 ** 31 + 5];
    for (const first of [0, 12, 2 ** 31 - 3, 2 ** 32 - 4]) {
      const words = new Uint32Array(20);
      fillThreefry(words, key, 99, first);
      const blocks = Array.from({ length: 10 }, (_, index) => threefry(key, [99, (first + index) % 2 ** 32]));
      expect([...words]).toEqual(blocks.flat());
    }
  });
});

describe("the counter generator", () => {
  it("gives every purpose, layer and seed numbers of its own", () => {
    const firsts = [
      counterRandom(1, "weights", 1),
      counterRandom(1, "weights", 2),
      counterRandom(1, "dropout", 1),
      counterRandom(2, "weights", 1),
    ].map((stream) => stream.rand());
    expect(new Set(firsts).size).toBe(4);
  });

  it("draws uniform and normal numbers with the right moments", () => {
    const count = 200_000;
    const uniform = counterRandom(11, "data").rand(count);
    const normal = counterRandom(12, "data").randn(count);
    const mean = (values: Float64Array, power: number): number =>
      values.reduce((sum, value) => sum + value ** power, 0) / count;
    expect(mean(uniform, 1)).toBeCloseTo(0.5, 2);
    expect(mean(uniform, 2)).toBeCloseTo(1 / 3, 2);
    expect(Math.abs(mean(normal, 1))).toBeLessThan(0.01);
    expect(mean(normal, 2)).toBeCloseTo(1, 1.7);
    expect(mean(normal, 4)).toBeCloseTo(3, 1);
  });
});

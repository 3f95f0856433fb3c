import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOptions } from "../base/options.ts";
import { type VariantOptions, variantOptions } from "../compare/variants.ts";
import { formatVariant, parseVariant } from "./variant-flag.ts";

describe("parseVariant", () => {
  it("takes a name alone, or with settings by the names of their flags", () => {
    expect(parseVariant("plain")).toEqual({ name: "plain" });
    expect(parseVariant("plain:")).toEqual({ name: "plain" });
    expect(parseVariant("both:lambda=0.3,keep-prob=0.9")).toEqual({
      name: "both",
      lambda: 0.3,
      keepProbability: 0.9,
    });
  });

  it("ends a list where the next setting begins", () => {
    expect(parseVariant("wide:hidden=40,20,lambda=1")).toEqual({
      name: "wide",
      hiddenLayers: [40, 20],
      lambda: 1,
    });
    expect(parseVariant("linear:hidden=,lambda=1")).toEqual({ name: "linear", hiddenLayers: [], lambda: 1 });
    expect(parseVariant("last:lambda=1,hidden=4")).toEqual({ name: "last", lambda: 1, hiddenLayers: [4] });
  });

  it("spells a dropout rate as its keep probability", () => {
    expect(parseVariant("d:dropout=0.3")).toEqual({ name: "d", keepProbability: 0.7 });
  });

  it("takes every setting of a run but the seed", () => {
    const flags = describeOptions(variantOptions).flatMap(({ flag }) => flag ?? []);
    for (const flag of flags) {
      expect(() => parseVariant(`a:${flag}=?`)).toThrow(`--variant a:${flag}=?: ${flag}: expected `);
    }
    expect(flags).not.toContain("seed");
    expect(() => parseVariant("a:seed=1")).toThrow("Every variant has the same seeds: --seed and --seeds.");
  });

  it("names the flag's whole text and what is wrong", () => {
    expect(() => parseVariant("a:lamda=1")).toThrow(
      /^--variant a:lamda=1: expected flags of .* without their dashes, got "lamda"\. Did you mean "lambda"\?$/,
    );
    expect(() => parseVariant("a:lambda")).toThrow('--variant a:lambda: expected lambda=λ, got "lambda".');
    expect(() => parseVariant("a:lambda=1,lambda=1")).toThrow("expected lambda once, got it twice.");
    expect(() => parseVariant("a:hidden=,hidden=")).toThrow("expected hidden once, got it twice.");
    expect(() => parseVariant(":lambda=1")).toThrow(
      '--variant :lambda=1: name: expected a name of at most 40 letters, digits, _, + and -, got "".',
    );
  });
});

describe("formatVariant", () => {
  const positive = fc.double({ min: Number.MIN_VALUE, max: 1e300, noNaN: true });
  const variants: fc.Arbitrary<VariantOptions> = fc.record(
    {
      name: fc.stringMatching(/^[\w+-]{1,40}$/),
      hiddenLayers: fc.array(fc.integer({ min: 1, max: 4096 }), { maxLength: 4 }),
      activation: fc.constantFrom("relu", "tanh", "sigmoid"),
      learningRate: positive,
      iterations: fc.integer({ min: 1, max: 1_000_000_000 }),
      lambda: fc.oneof(fc.constant(0), positive),
      keepProbability: fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true }),
      rng: fc.constantFrom("counter", "numpy"),
      mask: fc.constantFrom("fresh", "frozen", "stream"),
      precision: fc.constantFrom("f64", "f32"),
      costInterval: fc.integer({ min: 1, max: 1_000_000_000 }),
    },
    { requiredKeys: ["name"] },
  );

  it("writes what parseVariant reads back to the last bit", () => {
    fc.assert(
      fc.property(variants, (variant) => {
        expect(parseVariant(formatVariant(variant))).toEqual(variant);
      }),
    );
  });

  it("writes what is written that way already as it is", () => {
    for (const text of ["plain", "both:lambda=0.3,keep-prob=0.9", "wide:hidden=40,20", "linear:hidden="]) {
      expect(formatVariant(parseVariant(text))).toBe(text);
    }
  });

  it("needs no quotes in a shell, whatever the variant", () => {
    fc.assert(
      fc.property(variants, (variant) => {
        expect(formatVariant(variant)).toMatch(/^[\w.,:=+-]+$/);
      }),
    );
  });
});

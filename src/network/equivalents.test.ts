import { describe, expect, it } from "vitest";
import { dropoutEquivalents, type Equivalent, lambdaEquivalents } from "./equivalents.ts";

/** The number after a word in the setting of a system. */
function numberOf(equivalents: readonly Equivalent[], system: string, word: string): number {
  const setting = equivalents.find((equivalent) => equivalent.system === system)?.setting ?? "";
  return Number(new RegExp(`${word}[ =:]+([-+.\\de]+)`).exec(setting)?.[1]);
}

describe("the equivalents of λ", () => {
  it.each([
    [0.7, 211],
    [1e-7, 3],
    [123.456789, 99_991],
  ])("give the gradient (λ/m)·w of λ = %f and m = %i in each system's own formula, to 1e-9", (lambda, m) => {
    const equivalents = lambdaEquivalents(lambda, m);
    const gradients = [
      2 * numberOf(equivalents, "Keras, TensorFlow.js", "l2"),
      numberOf(equivalents, "PyTorch SGD", "weight_decay"),
      numberOf(equivalents, "scikit-learn MLP", "alpha") /
        numberOf(equivalents, "scikit-learn MLP", "batch_size"),
      numberOf(equivalents, "TensorFlow Playground", "rate"),
      numberOf(equivalents, "ConvNetJS", "l2_decay") / numberOf(equivalents, "ConvNetJS", "batch_size"),
    ];
    for (const gradient of gradients) expect(Math.abs(gradient / (lambda / m) - 1)).toBeLessThan(1e-9);
  });

  it("say that AdamW has none", () => {
    expect(lambdaEquivalents(0.7, 211)).toContainEqual({
      system: "PyTorch AdamW",
      setting: "no equal: its weight_decay shrinks weights beside the gradient; use SGD",
    });
  });
});

describe("the equivalents of a keep probability", () => {
  it("are its dropout rate, without the noise of 1 − 0.86", () => {
    expect(dropoutEquivalents(0.86)).toEqual([
      { system: "Keras, TensorFlow.js", setting: "Dropout(rate = 0.14)" },
      { system: "PyTorch", setting: "Dropout(p = 0.14)" },
      { system: "ConvNetJS", setting: "drop_prob: 0.14" },
      { system: "scikit-learn MLP", setting: "has no dropout" },
    ]);
  });
});

it("numbers can be pasted into a program: small ones with the minus of a keyboard", () => {
  const settings = [...lambdaEquivalents(1e-7, 1000), ...dropoutEquivalents(1 - 2 ** -30)].map(
    ({ setting }) => setting,
  );
  expect(settings[0]).toBe("l2 = 5e-11 (λ/(2m))");
  expect(settings.join()).not.toContain("−");
  expect(settings).toContain("Dropout(rate = 9.313225746e-10)");
});
